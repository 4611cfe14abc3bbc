import { foldWord } from "../kit/characters.ts";
import type { Command, LocalCommand } from "../kit/definition.ts";
import { localCommand } from "../kit/definition.ts";
import { helpReply } from "../kit/help.ts";
import { words } from "./help.words.ts";

/** /help [FAMILY [VERB]]. @param registry every verb there is, itself included, asked for at each answer */
export const helpCommand = (registry: () => readonly Command[]): LocalCommand =>
  localCommand({
    kind: "local",
    permission: "help",
    family: "help",
    verb: "",
    summary: words.summary,
    parameters: [
      { name: "command", kind: "word", place: "positional", required: false, text: words.command },
      { name: "verb", kind: "word", place: "positional", required: false, text: words.verb, rest: true },
    ],
    examples: ["/help", "/help vm create"],
    answer: async (values, context) => {
      const topic = [values["command"], values["verb"]].flatMap((value) =>
        typeof value === "string" ? [foldWord(value).replace(/^\//, "").replace(/\s+/g, " ")] : [],
      );
      return { reply: helpReply(topic, context, registry()) };
    },
  });
