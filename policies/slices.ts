import { type PolicyJson, preparsePolicySet, preparseSchema } from "@cedar-policy/cedar-wasm/nodejs";
import { type Lifts, prepareLifts } from "./lifts.ts";
import type { PolicySet } from "./policyset.ts";

/**
 * The policies that can say anything about one action, under a name of their own: Cedar takes time for each policy, each
 * attribute and each action of the schema that it is given, also for those that cannot matter.
 */
export interface Slice {
  readonly name: string;
  /** The schema with no other actions than this one and its groups. */
  readonly schemaName: string;
  /** Names of the context's attributes, and of those of its records, that these policies mention. */
  readonly mentions: ReadonlySet<string>;
  /** For the question whose yes would lift what stands against the act. */
  readonly lifts: Lifts;
}

const slices = new WeakMap<PolicySet, Map<string, Slice>>();

/** Made when an action is first asked about; the whole set was validated when it was loaded. */
export function sliceOf(set: PolicySet, action: string): Slice {
  const known = slices.get(set) ?? new Map<string, Slice>();
  slices.set(set, known);
  const made = known.get(action) ?? slice(set, action, [...known.values()]);
  known.set(action, made);
  return made;
}

function slice(set: PolicySet, action: string, others: readonly Slice[]): Slice {
  const shape = set.actions.get(action);
  const names = new Set([action, ...(shape?.groups ?? [])]);
  const ours = [...set.policies.values()].filter(({ json }) => mayBeAbout(json, names, shape?.resourceType ?? ""));
  const name = `${set.name}:${ours.map(({ id }) => id).join(",")}`;
  const schemaName = schemaOf(set, action, names);
  const other = others.find((one) => one.name === name);
  if (other !== undefined) return { ...other, schemaName };
  const staticPolicies = Object.fromEntries(ours.map(({ id, text }) => [id, text]));
  const answer = preparsePolicySet(name, { staticPolicies });
  if (answer.type === "failure") throw new Error(`preparing the policies about ${action}`);
  const mentions = new Set(ours.flatMap((policy) => [...policy.mentions]));
  return { name, schemaName, mentions, lifts: prepareLifts(`${name}:lifts`, ours) };
}

/** The whole schema was validated; what is left out of it here is not asked about. */
function schemaOf(set: PolicySet, action: string, names: ReadonlySet<string>): string {
  const name = `${set.name}:${action}`;
  const { "": all, ...others } = set.schema;
  if (all === undefined) throw new Error("the schema has no actions");
  const actions = Object.fromEntries(Object.entries(all.actions).filter(([each]) => names.has(each)));
  const answer = preparseSchema(name, { ...others, "": { ...all, actions } });
  if (answer.type === "failure") throw new Error(`preparing the schema of ${action}`);
  return name;
}

/** By the policy's scope; what cannot be told for sure may be. */
function mayBeAbout({ action, resource }: PolicyJson, names: ReadonlySet<string>, resourceType: string): boolean {
  if (resource.op === "is" && resource.entity_type !== resourceType) return false;
  if (action.op === "All" || "slot" in action) return true;
  const entities = "entities" in action ? action.entities : [action.entity];
  return entities.some((entity) => names.has("__entity" in entity ? entity.__entity.id : entity.id));
}
