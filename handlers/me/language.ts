import { localCommand } from "../kit/definition.ts";
import type { Language } from "../kit/reply.ts";
import { words } from "./language.words.ts";

/** /me language ja|en */
export const language = localCommand({
  kind: "local",
  permission: "me.language",
  family: "me",
  verb: "language",
  summary: words.summary,
  parameters: [
    {
      name: "language",
      kind: "word",
      place: "positional",
      required: true,
      text: words.language,
      choices: ["ja", "en"],
      aliases: [
        ["日本語", "ja"],
        ["japanese", "ja"],
        ["jp", "ja"],
        ["英語", "en"],
        ["english", "en"],
      ],
    },
  ],
  examples: ["/me language ja", "/me language en"],
  answer: async (values, context) => {
    const chosen: Language = values["language"] === "ja" ? "ja" : "en";
    context.preferences.setLanguage(context.person.name, chosen);
    return {
      reply: { tone: "done", title: words.done[chosen], privacy: "private" },
      output: { language: chosen },
    };
  },
});
