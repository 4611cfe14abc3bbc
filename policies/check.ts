import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CasesError, caseFilesOf, type PolicyCase, readCases, wrongIn } from "./cases.ts";
import { decisionCodes } from "./codes.ts";
import { createDecider, type Decider } from "./decide.ts";
import { policyFolder } from "./numbers.ts";
import { permissions } from "./permissions.ts";
import { loadPolicySet, type PolicySet } from "./policyset.ts";
import { PolicyProblems } from "./problem.ts";

/** What a look at a folder of policies found. Everything in lists is one line that names its file. */
export interface Checked {
  readonly folder: string;
  readonly policies: number;
  /** SHA-256 over the names and contents of the folder's files, 16 hex digits: the same on every host that has these. */
  readonly sum: string;
  /** Why no program would start with them, or what it would lack. */
  readonly problems: readonly string[];
  readonly casesFolder: string;
  readonly cases: number;
  /** Files of cases that cannot be read. */
  readonly unreadable: readonly string[];
  /** Cases that do not come out as they say: file, name, what was expected → what came. */
  readonly failures: readonly string[];
}

/**
 * Loads and validates a folder of policies and holds them against their cases. Throws only where something else than the
 * files is wrong.
 * @param folder the repository's own unless another is given
 * @param timeZone the zone in which rules speak of hours, where it is not the usual one
 * @param cases where the cases are; undefined: in the folder, else beside it, else the repository's own
 */
export async function checkPolicies(
  folder: string = policyFolder(),
  cases?: string,
  timeZone?: string,
): Promise<Checked> {
  const casesFolder = cases ?? casesOf(folder);
  const nothing = { folder, policies: 0, sum: "", casesFolder, cases: 0, unreadable: [], failures: [] };
  try {
    const set = loadPolicySet(folder);
    const ran = runCases(await createDecider(folder, timeZone), casesFolder);
    return { folder, policies: set.policies.size, sum: sumOf(folder), problems: lackingIn(set), casesFolder, ...ran };
  } catch (error) {
    if (!(error instanceof PolicyProblems)) throw error;
    return { ...nothing, problems: error.problems };
  }
}

function sumOf(folder: string): string {
  const sum = createHash("sha256");
  const ours = readdirSync(folder).filter((name) => /\.(?:cedar|cedarschema|json)$/u.test(name));
  for (const name of ours.toSorted())
    sum
      .update(`${name}\n`)
      .update(readFileSync(join(folder, name)))
      .update("\n");
  return sum.digest("hex").slice(0, 16);
}

function casesOf(folder: string): string {
  const places = [join(folder, "cases"), join(folder, "..", "cases"), join(policyFolder(), "..", "cases")];
  return places.find((place) => caseFilesOf(place).length > 0) ?? join(folder, "cases");
}

/** What Cedar does not mind: an action that nobody wrote a line for, a refusal that nobody would understand. */
function lackingIn(set: PolicySet): string[] {
  const unnamed = permissions.filter((name) => !set.actions.has(name));
  const forbids = [...set.policies.values()].filter(({ effect }) => effect === "forbid");
  const wordless = forbids.filter(({ id, words }) => words === undefined && !isKnown(id));
  return [
    ...unnamed.map((name) => `the schema lacks the action ${name}`),
    ...wordless.map(({ file, id }) => `${file}: ${id}: there are no words for people; give it @ja("…") and @en("…")`),
  ];
}

const isKnown = (code: string): boolean => decisionCodes.some((known) => known === code);

function runCases({ decide }: Decider, folder: string): Pick<Checked, "cases" | "unreadable" | "failures"> {
  const all: PolicyCase[] = [];
  const unreadable = existsSync(folder) ? [] : [`${folder}: there is no such folder`];
  for (const file of caseFilesOf(folder)) {
    try {
      all.push(...readCases(file));
    } catch (error) {
      if (!(error instanceof CasesError)) throw error;
      unreadable.push(error.message);
    }
  }
  const failures = all.flatMap((one) => {
    const said = wrongIn(one, decide);
    return said === undefined ? [] : [`${one.file}: ${one.name}: ${one.expect} → ${said}`];
  });
  return { cases: all.length, unreadable, failures };
}
