import { type PolicyJson, preparsePolicySet } from "@cedar-policy/cedar-wasm/nodejs";
import { withContextAttribute } from "./expressions.ts";
import { type ApproverRole, approverRoles } from "./lifters.ts";
import type { Policy } from "./reading.ts";

/** The context's attribute in which somebody of a role is supposed to have said yes. */
export const supposedIn = (role: ApproverRole): string => `approver_${role}`;

/**
 * Policies that answer in one question what else applies if somebody of each role had said yes. Cedar names every permit
 * that applies but hides permits behind a forbid, so here all are permits; those that look at the approver are there once
 * for each role, with an approver of their own. What is left out says the same with and without one: forbids that do not
 * look at the approver, and those that say themselves whose yes lifts them (policies/lifters.ts).
 */
export interface Lifts {
  readonly name: string;
  /** Names of the context's attributes, and of those of its records, that these policies mention. */
  readonly mentions: ReadonlySet<string>;
}

/** Of the policies about one action. */
export function prepareLifts(name: string, policies: readonly Policy[]): Lifts {
  const asked = policies.filter(({ effect, decision, mentions }) =>
    effect === "permit" ? true : decision === undefined && mentions.has("approver"),
  );
  const copies = asked.flatMap(({ id, json, mentions }): [string, PolicyJson][] =>
    mentions.has("approver") ? approverRoles.map((role) => [copyFor(role, id), about(role, json)]) : [[id, json]],
  );
  const answer = preparsePolicySet(name, { staticPolicies: Object.fromEntries(copies) });
  if (answer.type === "failure") throw new Error(`preparing what would be lifted: ${name}`);
  return { name, mentions: new Set(asked.flatMap((policy) => [...policy.mentions])) };
}

/**
 * Which of the rules that stand against an act are left if somebody of this role said yes; "allow" where none is and
 * something permits it.
 * @param standing the rules that apply as things are
 * @param applying what applies of the policies of prepareLifts()
 */
export function leftWith(
  role: ApproverRole,
  policies: ReadonlyMap<string, Policy>,
  standing: readonly string[],
  applying: readonly string[],
): "allow" | string[] {
  const ids = applying.flatMap((id) => originalFor(role, id));
  const isPermit = (id: string): boolean => policies.get(id)?.effect === "permit";
  const unlifted = standing.filter((id) => policies.get(id)?.lifters?.includes(role) !== true);
  const left = [...unlifted, ...ids.filter((id) => !isPermit(id))];
  return left.length === 0 && ids.some(isPermit) ? "allow" : left;
}

const copyFor = (role: ApproverRole, id: string): string => `${id}@${role}`;

function originalFor(role: ApproverRole, applying: string): string[] {
  const [id = "", of] = applying.split("@");
  return of === undefined || of === role ? [id] : [];
}

function about(role: ApproverRole, json: PolicyJson): PolicyJson {
  const conditions = json.conditions.map((condition) => ({
    ...condition,
    body: withContextAttribute(condition.body, "approver", supposedIn(role)),
  }));
  return { ...json, effect: "permit", conditions };
}
