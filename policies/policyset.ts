import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";

/** A misspelt annotation parses as well, so only these keys, with these values, are taken. */
const annotationKeys: ReadonlySet<string> = new Set(["id", "decision"]);
/** A forbid's id is its refusal code, a permit's starts with `allow.`. */
const idForm = /^[a-z]+(\.[a-z_]+)+$/;

export interface Policy {
  readonly id: string;
  readonly text: string;
  readonly effect: "permit" | "forbid";
  /**
   * A forbid that another person's yes lifts. approve: it is asked for by itself; exception: only when who was refused
   * asks for it. undefined: nobody's yes helps.
   */
  readonly decision: "approve" | "exception" | undefined;
  /** The actions that its scope names one by one; empty where it names a group or none. */
  readonly actions: readonly string[];
}

/** Policies that were parsed, validated against their schema and handed to Cedar under a name of their own. */
export interface PolicySet {
  readonly name: string;
  readonly policies: ReadonlyMap<string, Policy>;
  /** What the schema says of each action. */
  readonly actions: ReadonlyMap<string, ActionShape>;
}

export interface ActionShape {
  /** The type of what the action is about. */
  readonly resourceType: string;
  /** Whether the circumstances are looked at; they take more than half of a decision's time. */
  readonly counts: boolean;
  readonly groups: readonly string[];
}

/** The repository's own policies. Compiled code stands in dist/, so the folder is looked for upwards. */
export function policyFolder(from: string = dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (readdirSync(folder).includes("package.json")) return join(folder, "policies", "cedar");
    if (folder === dirname(folder)) throw new Error("finding the policies: no folder above holds a package.json");
  }
}

let loaded = 0;

/**
 * Reads every `*.cedarschema` file of a folder as one schema, and every `*.cedar` file. Throws, naming the policy, on anything that is
 * not exactly as it should be: a process that cannot read its policies must not start.
 */
export function loadPolicySet(folder: string): PolicySet {
  try {
    const names = readdirSync(folder).toSorted();
    const schemas = names.filter((file) => file.endsWith(".cedarschema"));
    const schema = schemas.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
    const files = names.filter((file) => file.endsWith(".cedar"));
    const policies = new Map<string, Policy>();
    for (const file of files) {
      for (const policy of readPolicies(readFileSync(join(folder, file), "utf8"), file)) {
        if (policies.has(policy.id)) throw new Error(`${file}: the id ${policy.id} is taken`);
        policies.set(policy.id, policy);
      }
    }
    if (policies.size === 0) throw new Error("there are no policies");
    return prepare(schema, policies);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`loading the policies of ${folder}: ${why}`, { cause });
  }
}

function readPolicies(text: string, file: string): Policy[] {
  const parts = cedar.policySetTextToParts(text);
  if (parts.type === "failure") throw new Error(`${file}: ${messages(parts.errors)}`);
  if (parts.policy_templates.length > 0) throw new Error(`${file}: a policy has a slot`);
  return parts.policies.map((part) => readPolicy(part, file));
}

function readPolicy(text: string, file: string): Policy {
  const read = cedar.policyToJson(text);
  if (read.type === "failure") throw new Error(`${file}: ${messages(read.errors)}`);
  const { effect, action, annotations = {} } = read.json;
  const id = annotations["id"];
  if (id === undefined) throw new Error(`${file}: a policy has no @id: ${text.slice(0, 80)}`);
  if (!idForm.test(id)) throw new Error(`${file}: ${id} is not the form of an id`);
  if ((effect === "permit") !== id.startsWith("allow."))
    throw new Error(`${file}: ${id}: permits, and only permits, are named allow.…`);
  for (const key of Object.keys(annotations))
    if (!annotationKeys.has(key)) throw new Error(`${file}: ${id} has the unknown annotation @${key}`);
  const decision = annotations["decision"];
  if (decision !== undefined && ((decision !== "approve" && decision !== "exception") || effect !== "forbid"))
    throw new Error(`${file}: ${id}: @decision can only be "approve" or "exception", on a forbid`);
  return { id, text, effect, decision, actions: actionsNamed(action) };
}

function actionsNamed(constraint: cedar.ActionConstraint): string[] {
  if (constraint.op === "All" || "slot" in constraint) return [];
  const entities = "entities" in constraint ? constraint.entities : [constraint.entity];
  return entities.map((entity) => ("__entity" in entity ? entity.__entity.id : entity.id));
}

function prepare(schema: string, policies: ReadonlyMap<string, Policy>): PolicySet {
  const staticPolicies = Object.fromEntries([...policies.values()].map(({ id, text }) => [id, text]));
  const validated = cedar.validate({ schema, policies: { staticPolicies } });
  if (validated.type === "failure") throw new Error(messages(validated.errors));
  // Cedar says "success" even when these are not empty.
  const found = [...validated.validationErrors, ...validated.validationWarnings];
  if (found.length > 0) throw new Error(found.map((one) => `${one.policyId}: ${one.error.message}`).join("; "));
  if (validated.otherWarnings.length > 0) throw new Error(messages(validated.otherWarnings));
  const name = `policies-${++loaded}`;
  for (const answer of [cedar.preparseSchema(name, schema), cedar.preparsePolicySet(name, { staticPolicies })])
    if (answer.type === "failure") throw new Error(messages(answer.errors));
  return { name, policies, actions: actionsOf(schema) };
}

function actionsOf(schema: string): Map<string, ActionShape> {
  const read = cedar.schemaToJson(schema);
  if (read.type === "failure") throw new Error(messages(read.errors));
  const shapes = new Map<string, ActionShape>();
  for (const [name, action] of Object.entries(read.json[""]?.actions ?? {})) {
    const { resourceTypes = [], context } = action.appliesTo ?? {};
    const [resourceType, ...others] = resourceTypes;
    if (others.length > 0) throw new Error(`the action ${name} applies to more than one type of resource`);
    if (resourceType === undefined) continue;
    const groups = (action.memberOf ?? []).map((group) => group.id);
    shapes.set(name, { resourceType, counts: context !== undefined, groups });
  }
  return shapes;
}

const messages = (errors: readonly cedar.DetailedError[]): string => errors.map((error) => error.message).join("; ");
