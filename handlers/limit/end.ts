import { limitsOrderId } from "../../protocol/order.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { hostKnowing } from "../kit/orders.ts";
import { words } from "./end.words.ts";
import { personIn } from "./set.ts";
import { words as shared } from "./shared.words.ts";

/** /limit end PERSON: from then on their limits are what their roles give. */
export const endLimits = actionCommand<"limit.end">({
  kind: "action",
  action: "limit.end",
  family: "limit",
  verb: "end",
  summary: words.summary,
  parameters: [{ name: "person", kind: "word", place: "positional", required: true, text: shared.person }],
  examples: ["/limit end e235701", "/limit end e235702"],
  prepare: async (values, context) => {
    const account = personIn(values);
    if (!account.ok) return account;
    if (account.value === context.person.name) return refused(refuse("limit.self"));
    const host = hostKnowing(limitsOrderId(account.value), context);
    return host.ok ? accepted({ host: host.value, input: { account: account.value } }) : host;
  },
  working: () => words.working,
  steps: words.steps,
  line: ({ account }) => formatLine(["limit", "end", account]),
  done: ({ account }, { language }) => ({
    tone: "done",
    title: words.done[language](account),
    text: [words.kept[language]],
    buttons: [{ label: shared.list[language], line: "/limit list" }],
    privacy: "private",
  }),
});
