import { accountSchema } from "../../protocol/names.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { linesReply, warnings } from "./lines.ts";
import {
  hostAsked,
  limitParameter,
  otherHosts,
  personParameter,
  resultIn,
  resultParameter,
  sinceParameter,
  sinceText,
  spanIn,
  wordsIn,
  wordsParameter,
} from "./parameters.ts";
import { words } from "./search.words.ts";
import { botName } from "./shared.words.ts";

/** /audit [WORDS…]: what ran on a host, who asked, who said yes and how it ended, refusals and links too. */
export const searchAudit = actionCommand<"audit.search">({
  kind: "action",
  action: "audit.search",
  family: "audit",
  verb: "",
  summary: words.summary,
  parameters: [
    wordsParameter(words.words),
    personParameter(words.person),
    { name: "host", kind: "host", place: "option", required: false, text: words.host },
    sinceParameter,
    resultParameter(words.result),
    limitParameter,
  ],
  examples: ["/audit", "/audit vm.delete web --since 2d", "/audit --person e235701 --result refused --limit 50"],
  prepare: async (values, context) => {
    const person = typeof values["person"] === "string" ? values["person"] : undefined;
    const account = accountSchema.optional().safeParse(person);
    if (!account.success) return refused(refuse("person.unknown", { account: shown(person ?? "") }));
    const span = spanIn(values, context);
    if (!span.ok) return span;
    const host = hostAsked(values, context);
    if (!host.ok) return host;
    const who = account.data === undefined ? {} : { person: account.data };
    return accepted({
      host: host.value,
      input: { words: wordsIn(values), ...who, ...span.value, ...resultIn(values) },
    });
  },
  working: () => words.working,
  steps: {},
  line: lineFor,
  done: (page, context) => {
    const { language } = context;
    const { host, question, head, findings } = page;
    const told = linesReply(page, `audit-${host}.txt`, context);
    return {
      tone: "information",
      title: words.title[language](host, page.lines.length),
      ...told,
      text: [
        ...warnings(context.audit.findings(), (name) => name, context),
        ...warnings(findings, () => botName[language], context),
        ...(told.text ?? []),
      ],
      buttons: [
        ...otherHosts(host, (other) => lineFor(question, other), context),
        { label: words.bot[language], line: formatLine(["audit", "bot"], { since: sinceText(question.since) }) },
      ],
      footer: words.head[language](head.seq, head.hash.slice(0, 12)),
      privacy: "private",
    };
  },
});

interface Question {
  readonly words: readonly string[];
  readonly person?: string | undefined;
  readonly since?: number | undefined;
  readonly result?: string | undefined;
  readonly limit: number;
}

function lineFor({ words: wanted, person, since, result, limit }: Question, host?: string): string {
  // Quoted one by one: a word that begins with a hyphen is a word all the same.
  return formatLine(["audit", ...wanted], {
    person,
    host,
    since: sinceText(since),
    result: result?.replace("_", "-"),
    limit,
  });
}
