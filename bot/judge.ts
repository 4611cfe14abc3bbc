import { findAction } from "../protocol/catalogue.ts";
import type { Result, StepReport } from "../protocol/messages.ts";
import type { StoredCommand } from "./store/command-rows.ts";

/** A result that may be believed, with its output in the action's own type; or why it may not, for the audit. */
export type Judged = { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly why: string };

type Sent = Pick<StoredCommand, "executor" | "action">;

/**
 * Whether a verified executor's result may be believed: it answers a grant of ours, that was sealed to that very key,
 * for that action, and holds what its status promises.
 * @param executor thumbprint of the key that signed it
 */
export function judgeResult(command: Sent | undefined, executor: string, result: Result): Judged {
  const no = (why: string): Judged => ({ ok: false, why });
  if (command === undefined) return no("a result for a grant that was not sent");
  if (command.executor !== executor) return no("a result for another executor's grant");
  if (command.action !== result.action) return no("a result of another action");
  if (!hasOnlySteps(command.action, result.steps)) return no("a result with unknown steps");
  if (result.status === "done") return judgeOutput(result);
  if (result.output !== undefined) return no("an output without success");
  if (result.status === "refused" && result.refusal === undefined) return no("a refusal without its reason");
  if (result.status === "failed" && result.failure === undefined) return no("a failure without its reason");
  return { ok: true, result };
}

/** Whether all of these are steps of that action: what is shown has words for no others. */
export function hasOnlySteps(action: string, steps: readonly StepReport[]): boolean {
  const known = new Set<string>(findAction(action)?.steps);
  return steps.every(({ name }) => known.has(name));
}

function judgeOutput(result: Result): Judged {
  const read = findAction(result.action)?.output.safeParse(result.output);
  if (read?.success !== true) return { ok: false, why: "an output of the wrong shape" };
  return { ok: true, result: { ...result, output: read.data } };
}
