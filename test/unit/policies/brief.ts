import type { Decision } from "../../../policies/facts.ts";

/** allow, approve:CODE, or the code of the refusal. */
export function brief(decision: Decision): string {
  if (decision.effect === "allow") return "allow";
  return decision.effect === "approval" ? `approve:${decision.refusal.code}` : decision.refusal.code;
}
