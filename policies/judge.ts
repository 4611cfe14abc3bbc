import { type CedarValueJson, type EntityJson, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import type { Role } from "../protocol/messages.ts";
import type { Circumstances } from "./circumstances.ts";
import { firstCode } from "./codes.ts";
import { entitiesOf, whatAbout, whoApproves, whoAsks } from "./entities.ts";
import type { PersonFacts, Question } from "./facts.ts";
import type { Permission } from "./permissions.ts";
import type { ActionShape, PolicySet } from "./policyset.ts";
import { type Slice, sliceOf } from "./slices.ts";

export type Verdict =
  | { readonly effect: "allow" }
  | {
      readonly effect: "refuse" | "approval";
      readonly code: string;
      /** The roles of those whose yes would make all of it allowed; empty where nobody's does. */
      readonly approvers: readonly Role[];
      /** The rule that the approver there is may not lift. */
      readonly lacking?: string;
    };

/** Who can be asked for an approval at all; which of them a rule takes stands in the rule. */
const approverRoles = ["staff", "admin"] as const satisfies readonly Role[];

export type About = Pick<Question, "person" | "target" | "approval">;

/**
 * Asks as things are; if nothing but another person's yes is lacking, asks again as if somebody of each role had said
 * it: a forbid hides whether anything permits the act, and only the rules know whose yes they take.
 */
export function judge(set: PolicySet, action: Permission, about: About, circumstances: Circumstances): Verdict {
  const first = ask(set, action, about, circumstances);
  if (first === "allow") return { effect: "allow" };
  const liftOf = (code: string) => set.policies.get(code)?.decision;
  const mustStay = first.filter((code) => liftOf(code) !== "approve");
  if (first.length === 0 || first.some((code) => liftOf(code) === undefined)) return refusal(mustStay);
  const approvers: Role[] = [];
  let standing: readonly string[] = first;
  for (const role of approverRoles) {
    const supposed = { ...about, approval: { approver: otherThan(about.person, role) } };
    const answer = ask(set, action, supposed, circumstances, "checked before");
    if (answer === "allow") approvers.push(role);
    else standing = answer;
  }
  if (approvers.length === 0) return refusal(standing);
  const code = firstCode(first) ?? "action.forbidden";
  if (about.approval !== undefined) return { effect: "refuse", code: "approval.role", approvers, lacking: code };
  return { effect: mustStay.length === 0 ? "approval" : "refuse", code, approvers };
}

/** Default deny comes without a reason: then nothing permits the act. */
const refusal = (codes: readonly string[]): Verdict => ({
  effect: "refuse",
  code: firstCode(codes) ?? "action.forbidden",
  approvers: [],
});

/** Somebody of a role who shares neither name nor uid with who asks. */
const otherThan = (person: PersonFacts | undefined, role: Role): PersonFacts => ({
  name: person?.name === "approver" ? "another" : "approver",
  uid: person?.uid === 1 ? 2 : 1,
  roles: [role],
});

/**
 * One Cedar decision: allow, or the ids of the forbids that apply (none: nothing permits it). A question that was held
 * against the schema a moment ago, and differs in its approver alone, need not be again: that takes a third of the time.
 */
function ask(
  set: PolicySet,
  action: Permission,
  about: About,
  circumstances: Circumstances,
  schema: "check" | "checked before" = "check",
): "allow" | string[] {
  const shape = set.actions.get(action);
  if (shape === undefined) return [];
  const { person, target, approval } = about;
  const { name, schemaName, mentions } = sliceOf(set, action);
  const context = shape.counts ? contextOf(circumstances, approval, shape, mentions) : {};
  const entities = entitiesOf(shape.resourceType, person, target, approval);
  const answer = statefulIsAuthorized({
    principal: whoAsks,
    action: { type: "Action", id: action },
    resource: { type: shape.resourceType, id: whatAbout },
    context,
    preparsedPolicySetId: name,
    ...(schema === "check"
      ? { entities, preparsedSchemaName: schemaName, validateRequest: true }
      : { entities: [...entities, actionOf(action, shape)] }),
  });
  if (answer.type === "failure") return ["policy.failed"];
  const { decision, diagnostics } = answer.response;
  // A policy that errs is skipped, a forbid too: what it would have said is not known, so nothing is allowed.
  if (diagnostics.errors.length > 0) return ["policy.failed"];
  return decision === "allow" ? "allow" : diagnostics.reason;
}

/** What the schema says of an action's groups. */
const actionOf = (action: string, { groups }: ActionShape): EntityJson => ({
  uid: { type: "Action", id: action },
  attrs: {},
  parents: groups.map((id) => ({ type: "Action", id })),
});

/**
 * What the policies about an action look at, and what the schema wants all the same: where something is changed, the
 * amounts. A look has none.
 */
function contextOf(
  { use, request, limits, diskWithoutApprovalGiB, args, ...optional }: Circumstances,
  approval: About["approval"],
  { groups }: ActionShape,
  mentions: Slice["mentions"],
): Record<string, CedarValueJson> {
  const mentioned = ([key]: readonly [string, unknown]): boolean => mentions?.has(key) ?? true;
  const approver = approval === undefined ? {} : { approver: { __entity: whoApproves } };
  return {
    ...(groups.includes("reads") ? {} : { use, request, limits, diskWithoutApprovalGiB }),
    args: Object.fromEntries(Object.entries(args).filter(mentioned)),
    ...Object.fromEntries(Object.entries({ ...optional, ...approver }).filter(mentioned)),
  };
}
