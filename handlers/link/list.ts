import { identityText } from "../../protocol/identity.ts";
import { accountSchema } from "../../protocol/names.ts";
import { refuse } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { localCommand } from "../kit/definition.ts";
import type { LinkView } from "../kit/linking.ts";
import type { Context } from "../kit/ports.ts";
import { timeText } from "../kit/text.ts";
import { words } from "./list.words.ts";

/** /link list [PERSON]: one's own chat identities; for administrators, anybody's. */
export const listLinks = localCommand({
  kind: "local",
  permission: "link.list",
  family: "link",
  verb: "list",
  summary: words.summary,
  parameters: [{ name: "person", kind: "text", place: "positional", required: false, text: words.person }],
  examples: ["/link list", "/link list e235701"],
  answer: async ({ person }, context) => {
    const { language, linking } = context;
    const typed = typeof person === "string" ? person : context.person.name;
    const account = accountSchema.safeParse(typed);
    if (!account.success) return { refusal: refuse("link.person", { account: shown(typed) }) };
    if (account.data !== context.person.name && !context.person.roles.includes("admin"))
      return { refusal: refuse("link.others") };
    const links = linking?.of(account.data) ?? [];
    const isOwn = account.data === context.person.name;
    return {
      reply: {
        tone: "information",
        title: words.title[language](account.data, links.length),
        ...(links.length === 0 ? { text: [words.none[language]] } : {}),
        list: links.map((link) => ({ title: identityText(link.identity), cells: cellsOf(link, context) })),
        ...(isOwn && links.some((link) => isHere(link, context))
          ? { buttons: [{ label: words.remove[language], line: "/link remove" }] }
          : {}),
        privacy: "private",
      },
      output: links.map(({ identity, how, by, since }) => ({ identity: identityText(identity), how, by, since })),
    };
  },
});

const isHere = ({ identity }: LinkView, context: Context): boolean =>
  identityText(identity) === identityText(context.identity);

function cellsOf(link: LinkView, context: Context): readonly string[] {
  const { language } = context;
  return [
    link.how === "munge" ? words.munge[language] : words.administrator[language](link.by),
    timeText(link.since, context),
    ...(isHere(link, context) ? [words.here[language]] : []),
  ];
}
