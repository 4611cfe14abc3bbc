import { identityText, readIdentity } from "../../protocol/identity.ts";
import { accountSchema } from "../../protocol/names.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { actionCommand, type Values } from "../kit/definition.ts";
import { anyHost, hostNamed } from "../kit/directory.ts";
import { formatLine } from "../kit/format-line.ts";
import { words } from "./add.words.ts";

/** /link add IDENTITY ACCOUNT: an administrator says who somebody in the chat is; the host looks and signs it. */
export const addLink = actionCommand<"link.add">({
  kind: "action",
  action: "link.add",
  family: "link",
  verb: "add",
  summary: words.summary,
  parameters: [
    { name: "identity", kind: "text", place: "positional", required: true, text: words.identity },
    { name: "account", kind: "word", place: "positional", required: true, text: words.account },
    { name: "host", kind: "host", place: "option", required: false, text: words.host },
  ],
  examples: [
    "/link add slack:T0123456789/U0123456789 e235701",
    "/link add discord:123456789012345678/234567890123456789 e235701 --host vm1",
  ],
  prepare: async (values, context) => {
    if (context.identity.platform !== "terminal") return refused(refuse("link.terminal"));
    const [typed, name, requested] = [wordIn(values, "identity"), wordIn(values, "account"), values["host"]];
    const identity = readIdentity(typed);
    if (identity === undefined) return refused(refuse("link.identity", { typed: shown(typed) }));
    const account = accountSchema.safeParse(name);
    if (!account.success) return refused(refuse("link.person", { account: shown(name) }));
    const input = { identity, account: account.data };
    if (typeof requested === "string") {
      const named = hostNamed(context, requested);
      return named.ok ? accepted({ host: named.value.host, input }) : named;
    }
    const hosts = anyHost(context);
    return hosts.ok ? accepted({ host: hosts.value[0]?.host ?? "", input }) : hosts;
  },
  working: () => words.working,
  steps: {},
  line: ({ identity, account }, host) => formatLine(["link", "add", identityText(identity), account], { host }),
  done: ({ identity, account }, { language }) => ({
    tone: "done",
    title: words.done[language](identityText(identity), account),
    text: [words.meaning[language]],
    privacy: "private",
  }),
});

function wordIn(values: Values, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value : "";
}
