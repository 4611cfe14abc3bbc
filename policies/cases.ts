import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import type { Person, Role } from "../protocol/messages.ts";
import { groupSchema, ownLimitsSchema } from "../protocol/order.ts";
import type { Decider } from "./decide.ts";
import {
  type Channel,
  type Decision,
  type HostFacts,
  noUse,
  type PersonFacts,
  type Question,
  type Target,
  type Use,
} from "./facts.ts";
import { channelSchema, hostFactsSchema, personFactsSchema, targetSchema, useSchema } from "./recorded.ts";

const roles = ["student", "staff", "admin"] as const satisfies readonly Role[];
/** A role stands for somebody who has just that one; `nobody` for somebody who is in none of the groups. */
const who = z.union([z.enum([...roles, "nobody"]), personFactsSchema]);
/** Milliseconds since 1970, or written out with a zone: 2026-12-01T13:00+09:00. */
const time = z.union([z.int(), z.iso.datetime({ offset: true, precision: -1 }), z.iso.datetime({ offset: true })]);

const questionSchema = z.strictObject({
  action: z.string(),
  input: z.unknown().optional(),
  person: who,
  /** own, another's: a guest of usual size; left out: none, or none that there is. */
  target: z.union([z.enum(["own", "another's"]), targetSchema.partial().strict()]).optional(),
  /** What is left out is nothing. */
  use: useSchema.partial().strict().optional(),
  /** What is left out is as on a large, empty host; null: nothing is known of it. */
  host: hostFactsSchema.partial().strict().nullable().optional(),
  at: time.optional(),
  channel: channelSchema.partial().strict().optional(),
  ownLimits: ownLimitsSchema.optional(),
  exams: z.array(z.strictObject({ course: groupSchema, until: time })).optional(),
  /** Who said yes to it: another person of that role, the one who asks, or somebody by name. */
  approvedBy: z.union([who, z.literal("themselves")]).optional(),
});

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

type Asked = z.infer<typeof questionSchema>;

function questionFrom(asked: Asked): Question {
  const person = personFrom(asked.person, 20_001);
  return {
    action: asked.action,
    input: asked.input ?? {},
    person,
    target: asked.target === undefined ? undefined : targetFrom(asked.target, person),
    use: filled<Use>(noUse, asked.use),
    host: asked.host === null ? undefined : filled<HostFacts>(roomy, asked.host),
    ...(asked.at === undefined ? {} : { at: timeFrom(asked.at) }),
    ...(asked.channel === undefined ? {} : { channel: filled<Channel>(usualChannel, asked.channel) }),
    ...(asked.ownLimits === undefined ? {} : { ownLimits: asked.ownLimits }),
    ...(asked.exams === undefined
      ? {}
      : { exams: asked.exams.map(({ course, until }) => ({ course, until: timeFrom(until) })) }),
    ...(asked.approvedBy === undefined
      ? {}
      : { approval: { approver: asked.approvedBy === "themselves" ? person : personFrom(asked.approvedBy, 20_002) } }),
  };
}

function personFrom(asked: z.infer<typeof who>, uid: number): PersonFacts | undefined {
  if (typeof asked !== "string") return asked;
  return asked === "nobody" ? undefined : { name: `e${uid}`, uid, roles: [asked] };
}

const timeFrom = (asked: z.infer<typeof time>): number => (typeof asked === "number" ? asked : Date.parse(asked));

const another: Person = { name: "another", uid: 20_999 };

function targetFrom(asked: NonNullable<Asked["target"]>, person: PersonFacts | undefined): Target {
  const owner = asked === "another's" || person === undefined ? another : { name: person.name, uid: person.uid };
  const usual: Target = { name: "web", owner, running: false, cpu: 1, memoryMiB: 1024, diskGiB: 10 };
  return filled(usual, typeof asked === "string" ? {} : asked);
}

type Given<T> = { readonly [K in keyof T]?: T[K] | undefined };

const filled = <T extends object>(usual: T, given: Given<T> = {}): T => ({
  ...usual,
  ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
});

const roomy = { name: "vm1", stopped: false, diskTotalGiB: 10_000, diskFreeGiB: 9_000, committedGiB: 0 };
const usualChannel = { platform: "slack", workspace: "T1", place: "private", proved: true } as const;
