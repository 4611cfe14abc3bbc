import { accepted } from "../../protocol/refusal.ts";
import { linesReply } from "../audit/lines.ts";
import {
  hostAsked,
  limitParameter,
  otherHosts,
  resultIn,
  resultParameter,
  sinceParameter,
  sinceText,
  spanIn,
} from "../audit/parameters.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Context } from "../kit/ports.ts";
import { words } from "./log.words.ts";

/** So many of one's commands are compared with what the host did. */
const mostKnown = 1_000;

/** /me log: all that a host did or refused in one's own name, as the host itself wrote it down. */
export const log = actionCommand<"audit.own">({
  kind: "action",
  action: "audit.own",
  family: "me",
  verb: "log",
  summary: words.summary,
  parameters: [
    { name: "host", kind: "host", place: "option", required: false, text: words.host },
    sinceParameter,
    resultParameter(words.result),
    limitParameter,
  ],
  examples: ["/me log", "/me log --since yesterday --result failed"],
  prepare: async (values, context) => {
    const span = spanIn(values, context);
    if (!span.ok) return span;
    const host = hostAsked(values, context);
    return host.ok ? accepted({ host: host.value, input: { ...span.value, ...resultIn(values) } }) : host;
  },
  working: () => words.working,
  steps: {},
  line: lineFor,
  done: (page, context) => {
    const { language } = context;
    const { host, lines, question } = page;
    const told = linesReply(page, `log-${host}.txt`, context);
    const strange = strangers(lines, context);
    return {
      tone: "information",
      title: words.title[language](host, lines.length),
      ...told,
      text: [...(strange === 0 ? [] : [words.strange[language](strange)]), ...(told.text ?? [])],
      buttons: [
        ...otherHosts(host, (other) => lineFor(question, other), context),
        { label: words.refusals[language], line: "/me refusals" },
      ],
      privacy: "private",
    };
  },
});

interface Question {
  readonly since?: number | undefined;
  readonly result?: string | undefined;
  readonly limit: number;
}

function lineFor({ since, result, limit }: Question, host?: string): string {
  return formatLine(["me", "log"], { host, since: sinceText(since), result: result?.replace("_", "-"), limit });
}

/**
 * How many of these were not asked for through this bot: somebody else has its key, or its memory was put back. What is
 * older than all that the bot remembers is not counted.
 */
function strangers(lines: readonly { readonly at: string; readonly grant?: string | undefined }[], context: Context) {
  const jobs = context.jobs.ofPerson(context.person.name, mostKnown);
  const known = new Set(jobs.map(({ grant }) => grant));
  const oldest = jobs.length < mostKnown ? 0 : (jobs.at(-1)?.acceptedAt ?? 0);
  return lines.filter(({ at, grant }) => grant !== undefined && Date.parse(at) > oldest && !known.has(grant)).length;
}
