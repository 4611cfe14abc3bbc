import type { Role } from "../protocol/messages.ts";
import { type Refusal, refuse } from "../protocol/refusal.ts";
import { circumstancesOf } from "./circumstances.ts";
import { explain } from "./explain.ts";
import { type Decision, type HostFacts, noUse, type PersonFacts, type Question, type Target } from "./facts.ts";
import { judge, type Verdict } from "./judge.ts";
import { guestMinimum } from "./limits.ts";
import { policyFolder } from "./numbers.ts";
import { isPermission, type Permission, permissions } from "./permissions.ts";
import { loadPolicySet, type PolicySet } from "./policyset.ts";
import { noAmount, requestOf } from "./requests.ts";
import { sliceOf } from "./slices.ts";
import { keepWasmCallsSteady } from "./steady-wasm.ts";
import { momentsIn } from "./time.ts";

export interface Decider {
  /** Whether this may be done, now, by this person. Pure, and total: whatever it cannot judge it refuses. */
  readonly decide: (question: Question) => Decision;
  /**
   * Why an ordinary request of this kind would never be allowed, nor be approved, for somebody of these roles;
   * undefined where it would.
   */
  readonly never: (action: string, roles: readonly Role[]) => Refusal | undefined;
  /** Whether an ordinary request of this kind would ever be allowed, or be approved, for somebody of these roles. */
  readonly mayEver: (action: string, roles: readonly Role[]) => boolean;
}

/** The department's zone where nothing else is set. */
const usualZone = "Asia/Tokyo";

/**
 * Loads and validates the policies of a folder, the repository's own unless another is given; takes a tenth of a
 * second or more, once. Throws where anything in them is wrong.
 * @param timeZone the IANA zone in which rules speak of hours and days
 */
export async function createDecider(folder: string = policyFolder(), timeZone: string = usualZone): Promise<Decider> {
  keepWasmCallsSteady();
  const set = loadPolicySet(folder);
  // Now and not while somebody waits for the first answer.
  for (const action of permissions) sliceOf(set, action);
  const momentOf = momentsIn(timeZone);
  const never: Decider["never"] = (action, roles) => {
    try {
      return isPermission(action) ? judgeOrdinary(set, action, roles) : refuse("action.unknown");
    } catch {
      return failed;
    }
  };
  return {
    decide: (question) => {
      try {
        return decide(set, question, momentOf);
      } catch {
        return { effect: "refuse", refusal: failed };
      }
    },
    never,
    mayEver: (action, roles) => never(action, roles) === undefined,
  };
}

const failed: Refusal = refuse("policy.failed");

function decide(set: PolicySet, question: Question, momentOf: ReturnType<typeof momentsIn>): Decision {
  const { action } = question;
  if (!isPermission(action))
    return { effect: "refuse", refusal: refuse("action.unknown", { action: action.slice(0, 200) }) };
  const request = requestOf(action, question);
  if (!request.ok) return { effect: "refuse", refusal: request.refusal };
  const circumstances = circumstancesOf(question, request.value, momentOf(question.at), set.numbers);
  const verdict = judge(set, action, question, circumstances);
  if (verdict.effect === "allow") return { effect: "allow" };
  const refusal = explain(verdict, question, circumstances);
  // A department's own rule brings its own words, also to a bot that does not have the rule yet.
  const { words } = set.policies.get(verdict.code) ?? {};
  if (words === undefined) return { effect: verdict.effect, refusal };
  return { effect: verdict.effect, refusal: { ...refusal, numbers: { ...refusal.numbers, ...words } } };
}

const somebody = { name: "somebody", uid: 1 };
const ownGuest: Target = { name: "guest", owner: somebody, running: false, ...guestMinimum };
const roomyHost: HostFacts = { name: "host", stopped: false, diskTotalGiB: 1024, diskFreeGiB: 1024, committedGiB: 0 };

/** No time and no channel: whatever rules say about those, there may be one at which it is allowed. */
function judgeOrdinary(set: PolicySet, action: Permission, roles: readonly Role[]): Refusal | undefined {
  const person: PersonFacts = { ...somebody, roles };
  const { cpu: cpus, memoryMiB, diskGiB } = guestMinimum;
  const request = action === "vm.create" ? { ...noAmount, guests: 1, cpus, memoryMiB, diskGiB } : noAmount;
  const question: Question = { action, input: {}, person, target: ownGuest, use: noUse, host: roomyHost };
  const circumstances = circumstancesOf(question, request, undefined, set.numbers);
  const verdict: Verdict = judge(set, action, question, circumstances);
  if (verdict.effect !== "refuse" || verdict.approvers.length > 0) return undefined;
  return explain(verdict, question, circumstances);
}
