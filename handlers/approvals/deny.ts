import { localCommand } from "../kit/definition.ts";
import { words } from "./deny.words.ts";
import { decided, numberParameter, typedText } from "./parameters.ts";

/** /approvals deny N REASON: another person's no. A card's button asks for the reason in a form. */
export const deny = localCommand({
  kind: "local",
  permission: "approvals.deny",
  family: "approvals",
  verb: "deny",
  summary: words.summary,
  parameters: [
    numberParameter,
    { name: "reason", kind: "text", place: "positional", required: true, rest: true, text: words.reason },
  ],
  examples: ["/approvals deny 12 please use the shared data disk", "/approvals deny 12 容量が大きすぎます"],
  answer: (values, context) =>
    decided(
      values,
      context,
      (approvals, number, by) => approvals.deny(number, by, typedText(values, "reason")),
      words.done[context.language],
    ),
});
