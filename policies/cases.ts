import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { questionFrom, questionSchema } from "./case-question.ts";
import type { Decider } from "./decide.ts";
import type { Decision, Question } from "./facts.ts";

const fileSchema = z.array(
  z.strictObject({ name: z.string().min(1), question: questionSchema, expect: z.string().min(1) }),
);

/** One sentence about the policies, and how to see whether it is true. */
export interface PolicyCase {
  readonly file: string;
  readonly name: string;
  readonly question: Question;
  /** allow, approval (whichever rule asks for it), approval:CODE, or the code of the refusal. */
  readonly expect: string;
}

/** Thrown for a file that is no list of cases; says what and where in one line. */
export class CasesError extends Error {
  override readonly name = "CasesError";
}

/** The case files (`*.json`) of a folder, by name; none where there is no such folder. */
export function caseFilesOf(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    return names.toSorted().map((name) => join(folder, name));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw new CasesError(`reading ${folder}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/**
 * Reads a case file: `[{ "name": sentence, "question": { action, person, … }, "expect": "allow" }]`, everything but
 * these three words and the action and person having a usual value. Throws a CasesError.
 */
export function readCases(path: string): PolicyCase[] {
  const file = basename(path);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new CasesError(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  const read = fileSchema.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    const [index, ...path] = issue?.path ?? [];
    const name = Array.isArray(json) ? nameOf(json[Number(index)]) : undefined;
    const where = index === undefined ? "" : ` case ${Number(index) + 1}${name === undefined ? "" : ` (${name})`}`;
    throw new CasesError(`${file}:${where} ${[path.join("."), issue?.message].filter(Boolean).join(": ")}`);
  }
  return read.data.map(({ name, question, expect }) => ({ file, name, question: questionFrom(question), expect }));
}

const nameOf = (value: unknown): string | undefined => z.object({ name: z.string() }).safeParse(value).data?.name;

/** What came of it instead; undefined: as it should be. */
export function wrongIn({ question, expect }: PolicyCase, decide: Decider["decide"]): string | undefined {
  const said = spoken(decide(question));
  return said === expect || (expect === "approval" && said.startsWith("approval:")) ? undefined : said;
}

/** allow, approval:CODE, or the code of the refusal. */
export function spoken(decision: Decision): string {
  if (decision.effect === "allow") return "allow";
  return decision.effect === "approval" ? `approval:${decision.refusal.code}` : decision.refusal.code;
}
