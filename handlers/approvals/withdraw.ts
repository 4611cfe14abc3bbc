import { localCommand } from "../kit/definition.ts";
import { decided, numberParameter } from "./parameters.ts";
import { words } from "./withdraw.words.ts";

/** /approvals withdraw N: who asked does not want it any more. */
export const withdraw = localCommand({
  kind: "local",
  permission: "approvals.withdraw",
  family: "approvals",
  verb: "withdraw",
  summary: words.summary,
  parameters: [numberParameter],
  examples: ["/approvals withdraw 13", "/approvals withdraw --number 13"],
  answer: (values, context) =>
    decided(values, context, (approvals, number, by) => approvals.withdraw(number, by), words.done[context.language]),
});
