import { localCommand } from "../kit/definition.ts";
import { words } from "./bot.words.ts";
import { linesReply, warnings } from "./lines.ts";
import { limitParameter, personParameter, sinceParameter, spanIn, wordsIn, wordsParameter } from "./parameters.ts";

/**
 * /audit bot [WORDS…]: what the bot itself wrote down: what it refused before any host was asked, what it sent, and what
 * it did not believe.
 */
export const botAudit = localCommand({
  kind: "local",
  permission: "audit.bot",
  family: "audit",
  verb: "bot",
  summary: words.summary,
  parameters: [wordsParameter(words.words), personParameter(words.person), sinceParameter, limitParameter],
  examples: ["/audit bot", "/audit bot command.refused --person e235701 --since 3d"],
  answer: async (values, context) => {
    const span = spanIn(values, context);
    if (!span.ok) return { refusal: span.refusal };
    const { person } = values;
    const whose = typeof person === "string" ? { person } : {};
    const page = await context.audit.search({ words: wordsIn(values), ...whose, ...span.value });
    const told = linesReply(page, "audit-bot.txt", context);
    return {
      reply: {
        tone: "information",
        title: words.title[context.language](page.lines.length),
        ...told,
        text: [...warnings(context.audit.findings(), (name) => name, context), ...(told.text ?? [])],
        privacy: "private",
      },
      output: { ...page, findings: context.audit.findings() },
    };
  },
});
