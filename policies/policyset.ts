import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { type Numbers, readNumbers } from "./numbers.ts";
import { cedarProblems, PolicyProblems, type Text, wordsOf } from "./problem.ts";
import { type Policy, readPolicies } from "./reading.ts";

/** Policies that were parsed, validated against their schema and handed to Cedar under a name of their own. */
export interface PolicySet {
  readonly name: string;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly numbers: Numbers;
  readonly schema: cedar.SchemaJson<string>;
  /** What the schema says of each action. */
  readonly actions: ReadonlyMap<string, ActionShape>;
}

export interface ActionShape {
  /** The type of what the action is about. */
  readonly resourceType: string;
  /** Whether there is a context at all. */
  readonly counts: boolean;
  /** All that it is in, also through another group. */
  readonly groups: readonly string[];
}

export { policyFolder } from "./numbers.ts";

let loaded = 0;

/**
 * Reads every `*.cedarschema` file of a folder as one schema, and every `*.cedar` file. Throws PolicyProblems, naming
 * files and policies, on anything that is not exactly as it should be: a process that cannot read its policies must not
 * start.
 */
export function loadPolicySet(folder: string): PolicySet {
  try {
    const names = readdirSync(folder).toSorted();
    const textsOf = (ending: string): Text[] =>
      names
        .filter((file) => file.endsWith(ending))
        .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
    const policies = new Map<string, Policy>();
    const read = textsOf(".cedar").map(readPolicies);
    const problems = read.flatMap((one) => one.problems);
    for (const policy of read.flatMap((one) => one.policies)) {
      const { file, id } = policy;
      if (policies.has(id)) problems.push(`${file}: the id ${id} is taken, in ${policies.get(id)?.file}`);
      else policies.set(id, policy);
    }
    const numbers = attempt(() => readNumbers(folder), problems);
    if (policies.size === 0 && read.every((one) => one.problems.length === 0)) problems.push("there are no policies");
    if (problems.length > 0 || numbers === undefined) throw new PolicyProblems(folder, problems);
    return { ...prepare(folder, textsOf(".cedarschema"), policies), numbers };
  } catch (cause) {
    if (cause instanceof PolicyProblems) throw cause;
    throw new PolicyProblems(folder, [cause instanceof Error ? cause.message : String(cause)], { cause });
  }
}

function attempt<T>(work: () => T, problems: string[]): T | undefined {
  try {
    return work();
  } catch (cause) {
    problems.push(cause instanceof Error ? cause.message : String(cause));
    return undefined;
  }
}

function prepare(
  folder: string,
  schemas: readonly Text[],
  policies: ReadonlyMap<string, Policy>,
): Omit<PolicySet, "numbers"> {
  const schema = schemas.map(({ text }) => text).join("\n");
  const staticPolicies = Object.fromEntries([...policies.values()].map(({ id, text }) => [id, text]));
  const read = cedar.schemaToJson(schema);
  if (read.type === "failure") throw new PolicyProblems(folder, cedarProblems(read.errors, schemas));
  const validated = cedar.validate({ schema, policies: { staticPolicies } });
  if (validated.type === "failure") throw new PolicyProblems(folder, cedarProblems(validated.errors, schemas));
  // Cedar says "success" even when these are not empty.
  const found = [...validated.validationErrors, ...validated.validationWarnings].map(
    ({ policyId, error }) => `${policies.get(policyId)?.file}: ${policyId}: ${wordsOf(error)}`,
  );
  const problems = [...found, ...validated.otherWarnings.map(wordsOf)];
  if (problems.length > 0) throw new PolicyProblems(folder, problems);
  const name = `policies-${++loaded}`;
  return { name, policies, schema: read.json, actions: actionsOf(read.json) };
}

function actionsOf(schema: cedar.SchemaJson<string>): Map<string, ActionShape> {
  const shapes = new Map<string, ActionShape>();
  for (const [name, action] of Object.entries(schema[""]?.actions ?? {})) {
    const { resourceTypes = [], context } = action.appliesTo ?? {};
    const [resourceType, ...others] = resourceTypes;
    if (others.length > 0) throw new Error(`the action ${name} applies to more than one type of resource`);
    if (resourceType === undefined) continue;
    const groups = groupsOf(schema[""]?.actions ?? {}, name);
    shapes.set(name, { resourceType, counts: context !== undefined, groups });
  }
  return shapes;
}

/** The groups that an action is in, and those that these are in. */
function groupsOf(actions: Readonly<Record<string, cedar.ActionType<string>>>, name: string): string[] {
  const direct = (actions[name]?.memberOf ?? []).map((group) => group.id);
  return [...new Set(direct.flatMap((group) => [group, ...groupsOf(actions, group)]))];
}
