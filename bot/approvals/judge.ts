import type { By } from "../../handlers/kit/approvals.ts";
import { hintedDecision } from "../../handlers/kit/hint.ts";
import type { Context } from "../../handlers/kit/ports.ts";
import { personText } from "../../handlers/kit/text.ts";
import { type Refusal, refuse } from "../../protocol/refusal.ts";
import type { StoredApproval } from "../store/approvals.ts";

/** Why this person says nothing to this request, or nothing any more; undefined where they may. */
export function whyNot(row: StoredApproval, { person }: By): Refusal | undefined {
  const { number, account, uid, state, decided_by, refusal } = row;
  if (person.name === account || person.uid === uid) return refuse("approval.self", { number });
  const { approvers = [] } = refusal;
  if (!person.roles.some((role) => approvers.includes(role)))
    return refuse("approval.not_yours", { number }, { approvers });
  if (state === "waiting") return undefined;
  return refuse("approval.over", { number, ...(decided_by === null ? {} : { who: personText(decided_by) }) });
}

/**
 * yes: nothing but this person's yes was lacking, and it is enough. again: it waits for a yes to something else than it
 * did. never: nobody's yes helps any more. no: not this person's.
 */
export type Judgement =
  | { readonly kind: "yes" }
  | { readonly kind: "again" | "never" | "no"; readonly refusal: Refusal };

/**
 * Decides a request anew, with what is known now of who asked, of the host and of who says yes.
 * @param context of who asked
 */
export function judgeAgain({ action, input, host, refusal }: StoredApproval, context: Context, by: By): Judgement {
  const { decision, sure } = hintedDecision(context, action, input, host);
  if (decision.effect === "allow") return { kind: "yes" };
  const now = decision.refusal;
  const isLiftable = decision.effect === "approval" || (now.approvers ?? []).length > 0;
  if (!isLiftable) return sure ? { kind: "never", refusal: now } : { kind: "yes" };
  // What only the host can know just now, it decides by itself.
  if (sure && !isSame(now, refusal)) return { kind: "again", refusal: now };
  const lifted = hintedDecision(context, action, input, host, { approval: { approver: by.person } });
  if (lifted.decision.effect === "allow" || !lifted.sure) return { kind: "yes" };
  return { kind: "no", refusal: lifted.decision.refusal };
}

/** The same rule with the same numbers, lifted by the same people. */
const isSame = (a: Refusal, b: Refusal): boolean => textOf(a) === textOf(b);
const textOf = ({ code, numbers, approvers = [] }: Refusal): string =>
  JSON.stringify([code, Object.entries(numbers).sort(([one], [other]) => (one < other ? -1 : 1)), approvers]);
