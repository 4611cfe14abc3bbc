import type { Decider } from "../../policies/decide.ts";
import type { Decision, Question } from "../../policies/facts.ts";
import { type Recorded, recordOf } from "../../policies/recorded.ts";
import { findAction } from "../../protocol/catalogue.ts";

/** What the audit keeps of a refusal, so that it can be decided again: as an executor's does of each decision. */
export interface Judged {
  readonly action?: string;
  readonly input?: unknown;
  readonly decided?: Recorded;
}

/** An input that was made longer is left out; then nobody decides it again. */
const inputMax = 2_000;

/** Policies that remember the last thing they said no to. What they answer is the same. */
export function remembering(policies: Decider): { readonly policies: Decider; readonly of: (code: string) => Judged } {
  let last: { readonly question: Question; readonly decision: Decision } | undefined;
  return {
    policies: {
      ...policies,
      decide: (question) => {
        const decision = policies.decide(question);
        if (decision.effect !== "allow") last = { question, decision };
        return decision;
      },
    },
    of: (code) => {
      if (last === undefined || last.decision.effect === "allow" || last.decision.refusal.code !== code) return {};
      const { action, input } = last.question;
      const kept = findAction(action)?.audited?.(input) ?? input;
      if (JSON.stringify(kept)?.length > inputMax) return { action };
      return { action, input: kept, decided: recordOf(last.question, last.decision) };
    },
  };
}
