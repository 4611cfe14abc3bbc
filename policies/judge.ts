import {
  type AuthorizationAnswer,
  type CedarValueJson,
  type EntityJson,
  statefulIsAuthorized,
} from "@cedar-policy/cedar-wasm/nodejs";
import type { Role } from "../protocol/messages.ts";
import type { Circumstances } from "./circumstances.ts";
import { firstCode } from "./codes.ts";
import { approverId, entitiesOf, personOf, whatAbout, whoApproves, whoAsks } from "./entities.ts";
import type { PersonFacts, Question } from "./facts.ts";
import { approverRoles } from "./lifters.ts";
import { leftWith, supposedIn } from "./lifts.ts";
import type { Permission } from "./permissions.ts";
import type { ActionShape, PolicySet } from "./policyset.ts";
import { sliceOf } from "./slices.ts";

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

export type About = Pick<Question, "person" | "target" | "approval">;

/**
 * Asks as things are; if nothing but another person's yes is lacking, asks once more what else applies if somebody of
 * each role had said it: a forbid hides whether anything permits the act.
 */
export function judge(set: PolicySet, action: Permission, about: About, circumstances: Circumstances): Verdict {
  const first = ask(set, action, about, circumstances);
  if (first === "allow") return { effect: "allow" };
  const liftOf = (code: string) => set.policies.get(code)?.decision;
  const mustStay = first.filter((code) => liftOf(code) !== "approve");
  if (first.length === 0 || first.some((code) => liftOf(code) === undefined)) return refusal(mustStay);
  const applying = askWhatApplies(set, action, about, circumstances);
  if (applying === undefined) return refusal([failed]);
  const answers = approverRoles.map((role) => ({ role, left: leftWith(role, set.policies, first, applying) }));
  const approvers = answers.filter(({ left }) => left === "allow").map(({ role }) => role);
  const last = answers.at(-1)?.left ?? [];
  if (approvers.length === 0) return refusal(last === "allow" ? [] : last);
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

const failed = "policy.failed";

/** One Cedar decision: allow, or the ids of the forbids that apply (none: nothing permits it). */
function ask(set: PolicySet, action: Permission, about: About, circumstances: Circumstances): "allow" | string[] {
  const shape = set.actions.get(action);
  if (shape === undefined) return [];
  const { person, target, approval } = about;
  const { name, schemaName, mentions } = sliceOf(set, action);
  const answer = statefulIsAuthorized({
    ...whoAndWhat(action, shape),
    context: shape.counts ? contextOf(circumstances, approval, shape, mentions) : {},
    entities: entitiesOf(shape.resourceType, person, target, approval),
    preparsedPolicySetId: name,
    preparsedSchemaName: schemaName,
    validateRequest: true,
  });
  return decisionOf(answer) === "allow" ? "allow" : (reasonsOf(answer) ?? [failed]);
}

/**
 * The ids of what applies if somebody of each role had said yes (policies/lifts.ts). The question was held against
 * the schema a moment ago and differs in its approvers alone, so it is not again; undefined: a policy erred.
 */
function askWhatApplies(set: PolicySet, action: Permission, about: About, circumstances: Circumstances) {
  const shape = set.actions.get(action);
  if (shape === undefined) return [];
  const { lifts } = sliceOf(set, action);
  const supposed = approverRoles.map((role) => ({ role, id: approverId(role) }));
  const approvers = supposed.map(({ role, id }) => personOf(id, otherThan(about.person, role)));
  const asks = Object.fromEntries(supposed.map(({ role, id }) => [supposedIn(role), { __entity: id }]));
  return reasonsOf(
    statefulIsAuthorized({
      ...whoAndWhat(action, shape),
      context: { ...mentionedOf(circumstances, lifts.mentions), ...asks },
      entities: [
        ...entitiesOf(shape.resourceType, about.person, about.target, undefined),
        ...approvers,
        actionOf(action, shape),
      ],
      preparsedPolicySetId: lifts.name,
    }),
  );
}

const whoAndWhat = (action: Permission, { resourceType }: ActionShape) => ({
  principal: whoAsks,
  action: { type: "Action", id: action },
  resource: { type: resourceType, id: whatAbout },
});

const decisionOf = (answer: AuthorizationAnswer) =>
  reasonsOf(answer) !== undefined && answer.type === "success" ? answer.response.decision : "deny";

/** A policy that errs is skipped, a forbid too: what it would have said is not known, so nothing is (undefined). */
function reasonsOf(answer: AuthorizationAnswer): string[] | undefined {
  if (answer.type === "failure" || answer.response.diagnostics.errors.length > 0) return undefined;
  return answer.response.diagnostics.reason;
}

/** Somebody of a role who shares neither name nor uid with who asks. */
const otherThan = (person: PersonFacts | undefined, role: Role): PersonFacts => ({
  name: person?.name === "approver" ? "another" : "approver",
  uid: person?.uid === 1 ? 2 : 1,
  roles: [role],
});

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
  circumstances: Circumstances,
  approval: About["approval"],
  { groups }: ActionShape,
  mentions: ReadonlySet<string>,
): Record<string, CedarValueJson> {
  const { use, request, limits, diskWithoutApprovalGiB, ...others } = circumstances;
  const amounts = groups.includes("reads") ? {} : { use, request, limits, diskWithoutApprovalGiB };
  const approver = approval === undefined || !mentions.has("approver") ? {} : { approver: { __entity: whoApproves } };
  return { args: {}, ...amounts, ...mentionedOf(others, mentions), ...approver };
}

/** Those of the circumstances, and of the arguments among them, that are mentioned. */
function mentionedOf(circumstances: Partial<Circumstances>, mentions: ReadonlySet<string>) {
  const mentioned = ([key]: readonly [string, unknown]): boolean => mentions.has(key);
  const { args = {}, ...others } = circumstances;
  const asked = mentions.has("args") ? { args: Object.fromEntries(Object.entries(args).filter(mentioned)) } : {};
  return { ...Object.fromEntries(Object.entries(others).filter(mentioned)), ...asked };
}
