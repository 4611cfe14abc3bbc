import { linkableSchema } from "../../protocol/identity.ts";
import { localCommand } from "../kit/definition.ts";
import type { LinkView } from "../kit/linking.ts";
import type { Language, Reply } from "../kit/reply.ts";
import { words } from "./show.words.ts";

/** How somebody shows which account is theirs: the line to run, and two ways to hand over what it prints. */
export function beginReply(nonce: string, linked: LinkView | undefined, language: Language): Reply {
  return {
    tone: "question",
    title: words.title[language],
    text: [
      ...(linked === undefined ? [] : [words.relink[language](linked.person.name)]),
      words.how[language],
      words.paste[language],
      words.shell[language](nonce),
      words.warning[language],
    ],
    code: `munge -s ${nonce} -u root`,
    buttons: [{ label: words.button[language], line: "/link prove", style: "primary" }],
    privacy: "private",
  };
}

/** /link: shows how to link this chat. Where nobody is known yet, the bot answers the same before any command is read. */
export const showLink = localCommand({
  kind: "local",
  permission: "link.show",
  family: "link",
  verb: "",
  summary: words.summary,
  parameters: [],
  examples: ["/link", "/link --help"],
  answer: async (_values, { identity, linking, language }) => {
    const here = linkableSchema.safeParse(identity);
    if (!here.success || linking === undefined)
      return {
        reply: {
          tone: "information",
          title: words.elsewhere[language],
          buttons: [{ label: words.list[language], line: "/link list" }],
          privacy: "private",
        },
      };
    const nonce = await linking.begin(here.data);
    return { reply: beginReply(nonce, linking.find(here.data), language), output: { nonce } };
  },
});
