import { identityText, type LinkableIdentity, linkableSchema } from "../../protocol/identity.ts";
import type { Person } from "../../protocol/messages.ts";
import { refuse } from "../../protocol/refusal.ts";
import { localCommand } from "../kit/definition.ts";
import type { Language, Reply } from "../kit/reply.ts";
import { words } from "./prove.words.ts";

/** Said once an executor has found out who it is. */
export const provedReply = (identity: LinkableIdentity, { name }: Person, language: Language): Reply => ({
  tone: "done",
  title: words.done[language](identityText(identity), name),
  buttons: [
    { label: words.begin[language], line: "/vm create", style: "primary" },
    { label: words.list[language], line: "/link list" },
  ],
  privacy: "private",
});

/** /link prove MUNGE:…: hands over what munge printed. */
export const proveLink = localCommand({
  kind: "local",
  permission: "link.paste",
  family: "link",
  verb: "prove",
  summary: words.summary,
  parameters: [
    { name: "credential", kind: "text", place: "positional", required: true, text: words.credential, limit: 3_900 },
  ],
  examples: ["/link prove MUNGE:AwQFAADGaP9J7eYVgFVrnxEVwLDWQ1dN:", "/link prove --help"],
  answer: async ({ credential }, { identity, linking, language }) => {
    const here = linkableSchema.safeParse(identity);
    if (!here.success || linking === undefined) return { refusal: refuse("link.here") };
    const proved = await linking.prove(here.data, typeof credential === "string" ? credential : "");
    if (!proved.ok) return { refusal: proved.refusal };
    return { reply: provedReply(here.data, proved.value, language), output: { account: proved.value.name } };
  },
});
