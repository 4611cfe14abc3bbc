import { identityText, type LinkableIdentity, linkableSchema, readIdentity } from "../../protocol/identity.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { actionCommand } from "../kit/definition.ts";
import { anyHost, hostNamed } from "../kit/directory.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Context } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { words } from "./remove.words.ts";

/** /link remove [IDENTITY]: ends one's own link, or for administrators anybody's, on every host and for good. */
export const removeLink = actionCommand<"link.remove">({
  kind: "action",
  action: "link.remove",
  family: "link",
  verb: "remove",
  summary: words.summary,
  parameters: [
    { name: "identity", kind: "text", place: "positional", required: false, text: words.identity },
    { name: "host", kind: "host", place: "option", required: false, text: words.host },
  ],
  examples: [
    "/link remove slack:T0123456789/U0123456789",
    "/link remove discord:123456789012345678/234567890123456789",
  ],
  asks: true,
  prepare: async ({ identity: typed, host }, context) => {
    const identity = identityOf(typeof typed === "string" ? typed : undefined, context);
    if (!identity.ok) return identity;
    const link = context.linking?.find(identity.value);
    const isOwn = link?.person.name === context.person.name && link.person.uid === context.person.uid;
    if (!isOwn && !context.person.roles.includes("admin")) return refused(refuse("link.others"));
    const hosts = typeof host === "string" ? hostNamed(context, host) : firstOf(context);
    if (!hosts.ok) return hosts;
    const input = { identity: identity.value, ...(link === undefined ? {} : { link: link.statement }) };
    return accepted({ host: hosts.value.host, input, confirm: question(identity.value, link?.person.name, context) });
  },
  working: () => words.working,
  steps: {},
  line: ({ identity }, host) => formatLine(["link", "remove", identityText(identity)], { host }),
  done: ({ identity }, { language }) => ({
    tone: "done",
    title: words.done[language](identityText(identity)),
    text: [words.everywhere[language]],
    privacy: "private",
  }),
});

function identityOf(typed: string | undefined, context: Context): Outcome<LinkableIdentity> {
  const identity = typed === undefined ? linkableSchema.safeParse(context.identity).data : readIdentity(typed);
  return identity === undefined ? refused(refuse("link.identity", { typed: shown(typed ?? "") })) : accepted(identity);
}

function firstOf(context: Context) {
  const hosts = anyHost(context);
  if (!hosts.ok) return hosts;
  const [first] = hosts.value.toSorted((a, b) => Number(a.inventory.stopped) - Number(b.inventory.stopped));
  return first === undefined ? refused(refuse("host.none")) : accepted(first);
}

function question(identity: LinkableIdentity, account: string | undefined, { language }: Context): Reply {
  const text = identityText(identity);
  return {
    tone: "question",
    title: words.ask[language](text, account ?? "?"),
    text: [words.meaning[language]],
    buttons: [{ label: words.yes[language], line: `${formatLine(["link", "remove", text])} --yes`, style: "danger" }],
    privacy: "private",
  };
}
