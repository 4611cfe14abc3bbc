import { refuse } from "../../protocol/refusal.ts";
import { holdsPrivateKey } from "../../protocol/ssh/private-key.ts";
import { shown } from "../kit/characters.ts";
import type { Answer, Command, LocalCommand } from "../kit/definition.ts";
import { localCommand } from "../kit/definition.ts";
import type { Context } from "../kit/ports.ts";
import { refusalReply } from "../kit/refusals.ts";
import type { Button, Reply } from "../kit/reply.ts";
import { usageReply } from "../kit/usage.ts";
import { words } from "./can.words.ts";
import { type Judgement, judge } from "./judge.ts";

/**
 * /can LINE: whether a line would be allowed, and why; it is never run, whatever it is, and however it is confirmed.
 * @param registry every verb there is, itself included, asked for at each answer
 */
export const canCommand = (registry: () => readonly Command[]): LocalCommand =>
  localCommand({
    kind: "local",
    permission: "can",
    family: "can",
    verb: "",
    summary: words.summary,
    parameters: [
      {
        name: "line",
        kind: "text",
        place: "positional",
        required: true,
        text: words.line,
        rest: true,
        line: true,
        limit: 1_000,
      },
    ],
    examples: ["/can vm create tiny new --cpu 8", "/can vm delete web"],
    answer: async (values, context) => {
      const line = typeof values["line"] === "string" ? values["line"] : "";
      // A form may bring what a typed line cannot hold.
      if (holdsPrivateKey(line)) return { refusal: refuse("key.private") };
      return answerFor(await judge(line, context, registry()), context);
    },
  });

function answerFor(judged: Judgement, context: Context): Answer {
  const { language } = context;
  switch (judged.kind) {
    case "usage":
      return {
        reply: asking(usageReply(judged.refusal, context, judged.command)),
        status: "usage",
        refusal: judged.refusal,
      };
    case "allowed":
      return {
        reply: {
          tone: "information",
          title: words.allowed[language](shown(judged.line, 80)),
          text: [words.nothingAgainst[language]],
          buttons: [{ label: words.run[language], line: judged.line, style: "primary" }],
          privacy: "private",
          footer: caveats(judged.host, judged.sure, context),
        },
        output: { allowed: "yes", line: judged.line },
      };
    case "approval":
    case "refused":
      return { reply: against(judged, context), output: outputOf(judged) };
  }
}

const outputOf = ({ kind, line, refusal, passing }: Extract<Judgement, { kind: "refused" | "approval" }>) => ({
  allowed: kind === "approval" ? "approval" : "no",
  line,
  refusal,
  passing: passing ?? null,
});

/** The refusal as it would be told, with its rule by name, so that it can be talked about. */
function against(judged: Extract<Judgement, { kind: "refused" | "approval" }>, context: Context): Reply {
  const { language } = context;
  const { kind, line, refusal, passing, sure } = judged;
  const isApproval = kind === "approval";
  const told = refusalReply(refusal, context, passing, isApproval ? undefined : line);
  const buttons: readonly Button[] = isApproval
    ? [{ label: words.ask[language], line, style: "primary" }, ...(told.buttons ?? []).map(plainButton)]
    : (told.buttons ?? []);
  return {
    ...told,
    tone: "information",
    title: (isApproval ? words.approval : words.refused)[language](shown(line, 80)),
    text: [told.title, ...(told.text ?? [])],
    fields: [{ label: words.rule[language], value: refusal.code }],
    ...(buttons.length === 0 ? {} : { buttons }),
    footer: caveats(undefined, sure, context),
  };
}

const plainButton = ({ label, line }: Button): Button => ({ label, line });

function caveats(host: string | undefined, sure: boolean, { language }: Context): string {
  const lastWord = host === undefined ? words.anyHost[language] : words.lastWord[language](host);
  const all = [words.notDone[language], ...(sure ? [] : [words.unsure[language]]), lastWord];
  return all.join(language === "ja" ? "" : " ");
}

/** What was meant is asked about again; it is not what a button does. */
function asking(reply: Reply): Reply {
  const again = (line: string): string => `/can ${line.replace(/^\//u, "")}`;
  return {
    ...reply,
    ...(reply.code === undefined ? {} : { code: again(reply.code) }),
    ...(reply.buttons === undefined
      ? {}
      : { buttons: reply.buttons.map((one) => ({ ...one, line: again(one.line) })) }),
  };
}
