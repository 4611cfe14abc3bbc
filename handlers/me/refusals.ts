import { linesReply } from "../audit/lines.ts";
import { limitParameter, sinceParameter, spanIn } from "../audit/parameters.ts";
import { localCommand } from "../kit/definition.ts";
import { words } from "./refusals.words.ts";

/** /me refusals: what the bot refused oneself before any host was asked. */
export const refusals = localCommand({
  kind: "local",
  permission: "me.refusals",
  family: "me",
  verb: "refusals",
  summary: words.summary,
  parameters: [sinceParameter, limitParameter],
  examples: ["/me refusals", "/me refusals --since 2d"],
  answer: async (values, context) => {
    const span = spanIn(values, context);
    if (!span.ok) return { refusal: span.refusal };
    const { name: person, uid } = context.person;
    const asked = { words: ["command.refused"], events: ["command.refused"], person, uid };
    const page = await context.audit.search({ ...asked, ...span.value });
    return {
      reply: {
        tone: "information",
        title: words.title[context.language](page.lines.length),
        ...linesReply(page, "refusals.txt", context),
        buttons: [{ label: words.log[context.language], line: "/me log" }],
        privacy: "private",
      },
      output: page,
    };
  },
});
