import { type EntityJson, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import type { Role } from "../protocol/messages.ts";
import { refuse } from "../protocol/refusal.ts";
import { type Circumstances, circumstancesOf, noAmount, ownerOf, principalOf, requestOf } from "./circumstances.ts";
import { firstCode } from "./codes.ts";
import { explain } from "./explain.ts";
import { type Decision, type HostFacts, noUse, type PersonFacts, type Question, type Target } from "./facts.ts";
import { guestMinimum } from "./limits.ts";
import { isPermission, type Permission } from "./permissions.ts";
import { loadPolicySet, type PolicySet, policyFolder } from "./policyset.ts";
import { keepWasmCallsSteady } from "./steady-wasm.ts";

export interface Decider {
  /** Whether this may be done, now, by this person. Pure, and total: whatever it cannot judge it refuses. */
  readonly decide: (question: Question) => Decision;
  /** Whether an ordinary request of this kind would ever be allowed, or be approved, for somebody of these roles. */
  readonly mayEver: (action: string, roles: readonly Role[]) => boolean;
}

/**
 * Loads and validates the policies of a folder, the repository's own unless another is given; takes a tenth of a
 * second or more, once. Throws where anything in them is wrong.
 */
export async function createDecider(folder: string = policyFolder()): Promise<Decider> {
  keepWasmCallsSteady();
  const set = loadPolicySet(folder);
  return {
    decide: (question) => {
      try {
        return decide(set, question);
      } catch {
        return failed;
      }
    },
    mayEver: (action, roles) => {
      try {
        return isPermission(action) && judgeOrdinary(set, action, roles);
      } catch {
        return false;
      }
    },
  };
}

const failed: Decision = { effect: "refuse", refusal: refuse("policy.failed") };

function decide(set: PolicySet, question: Question): Decision {
  const { action } = question;
  if (!isPermission(action))
    return { effect: "refuse", refusal: refuse("action.unknown", { action: action.slice(0, 200) }) };
  const request = requestOf(action, question.input, question.target);
  if (!request.ok) return { effect: "refuse", refusal: request.refusal };
  const circumstances = circumstancesOf(question, request.value);
  const verdict = judge(set, action, question, circumstances);
  if (verdict.effect === "allow") return { effect: "allow" };
  return { effect: verdict.effect, refusal: explain(verdict.code, question, circumstances) };
}

type Verdict = { readonly effect: "allow" } | { readonly effect: "refuse" | "approval"; readonly code: string };

/**
 * Asks once without an approval; if nothing but an approval is lacking, asks again as if it were there, because a
 * forbid hides whether anything permits the act.
 */
function judge(set: PolicySet, action: Permission, about: About, circumstances: Circumstances): Verdict {
  const first = ask(set, action, about, circumstances);
  if (first === "allow") return { effect: "allow" };
  const blocking = first.filter((code) => set.policies.get(code)?.approval !== true);
  const approval = firstCode(first);
  if (blocking.length > 0 || approval === undefined) return refusal(blocking);
  const second = ask(set, action, about, { ...circumstances, approved: true });
  return second === "allow" ? { effect: "approval", code: approval } : refusal(second);
}

/** Default deny comes without a reason: then nothing permits the act. */
const refusal = (codes: readonly string[]): Verdict => ({
  effect: "refuse",
  code: firstCode(codes) ?? "action.forbidden",
});

type About = Pick<Question, "person" | "target">;

/** One Cedar decision: allow, or the ids of the forbids that apply (none: nothing permits it). */
function ask(set: PolicySet, action: Permission, about: About, circumstances: Circumstances): "allow" | string[] {
  const shape = set.actions.get(action);
  if (shape === undefined) return [];
  const { roles, name, uid } = principalOf(about.person);
  const principal = { type: "Person", id: "who" };
  const resource = { type: shape.resourceType, id: "what" };
  const entities: EntityJson[] = [
    { uid: principal, attrs: { name, uid }, parents: roles.map((id) => ({ type: "Role", id })) },
  ];
  if (shape.resourceType === "Guest") entities.push({ uid: resource, attrs: ownerOf(about.target), parents: [] });
  const answer = statefulIsAuthorized({
    principal,
    action: { type: "Action", id: action },
    resource,
    context: shape.counts ? circumstances : {},
    entities,
    preparsedSchemaName: set.name,
    preparsedPolicySetId: set.name,
    validateRequest: true,
  });
  if (answer.type === "failure") return ["policy.failed"];
  const { decision, diagnostics } = answer.response;
  // A policy that errs is skipped, a forbid too: what it would have said is not known, so nothing is allowed.
  if (diagnostics.errors.length > 0) return ["policy.failed"];
  return decision === "allow" ? "allow" : diagnostics.reason;
}

const somebody = { name: "somebody", uid: 1 };
const ownGuest: Target = { name: "guest", owner: somebody, running: false, ...guestMinimum };
const roomyHost: HostFacts = { name: "host", stopped: false, diskTotalGiB: 1024, diskFreeGiB: 1024, committedGiB: 0 };

function judgeOrdinary(set: PolicySet, action: Permission, roles: readonly Role[]): boolean {
  const person: PersonFacts = { ...somebody, roles };
  const { cpu: cpus, memoryMiB, diskGiB } = guestMinimum;
  const request = action === "vm.create" ? { guests: 1, cpus, memoryMiB, diskGiB } : noAmount;
  const question: Question = { action, input: {}, person, target: ownGuest, use: noUse, host: roomyHost };
  return judge(set, action, question, circumstancesOf(question, request)).effect !== "refuse";
}
