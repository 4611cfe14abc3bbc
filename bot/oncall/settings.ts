import { readFile } from "node:fs/promises";
import { z } from "zod";
import { isDay } from "../../handlers/kit/zone.ts";
import { accountSchema } from "../../protocol/names.ts";

/** Minutes after midnight, written as 08:30. */
const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time like 08:30")
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

/** Whom a step of the ladder tells: who is on call, whoever comes after them, all members. */
const targetSchema = z.enum(["oncall", "next", "everyone"]);
export type Target = z.infer<typeof targetSchema>;

const stepsSchema = z
  .array(z.strictObject({ afterMinutes: z.number().min(0).max(10_080), to: targetSchema }))
  .min(1)
  .max(12)
  .refine(
    (steps) => steps.every(({ afterMinutes }, index) => afterMinutes >= (steps[index - 1]?.afterMinutes ?? 0)),
    "must be in the order of their times",
  );

const errorSteps: z.infer<typeof stepsSchema> = [
  { afterMinutes: 0, to: "oncall" },
  { afterMinutes: 10, to: "oncall" },
  { afterMinutes: 20, to: "next" },
  { afterMinutes: 40, to: "everyone" },
];
const warningSteps: z.infer<typeof stepsSchema> = [
  { afterMinutes: 0, to: "oncall" },
  { afterMinutes: 60, to: "oncall" },
];

/** Every number of being on call, with what holds where the file says nothing. */
const numbersSchema = z.strictObject({
  error: stepsSchema.default(errorSteps),
  warning: stepsSchema.default(warningSteps),
  /** Nobody is told of warnings outside of these hours. */
  dayFrom: clock.prefault("08:30"),
  dayUntil: clock.prefault("22:00"),
  summaryAt: clock.prefault("08:30"),
  /** A shift without anybody is posted so many days ahead. */
  uncoveredDays: z.int().min(1).max(60).default(7),
  /** As often may one person page within an hour. */
  pagesPerHour: z.int().min(1).max(100).default(3),
});
export type OncallNumbers = Readonly<z.infer<typeof numbersSchema>>;

/** The file that administrators edit: who takes turns, from when on, and when one hands over to the next. */
const settingsSchema = z.strictObject({
  members: z
    .array(accountSchema)
    .min(1)
    .max(100)
    .refine((members) => new Set(members).size === members.length, "names somebody twice"),
  /** The first of them has the first week that begins on or after this day. */
  since: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .refine(isDay, "must be a day like 2026-11-02"),
  handover: z.strictObject({ weekday: z.enum(weekdays).default("monday"), time: clock.prefault("10:00") }).prefault({}),
  numbers: numbersSchema.prefault({}),
});

export interface OncallSettings {
  readonly members: readonly string[];
  readonly since: string;
  /** weekday: Monday is 1, Sunday 7. minutes: after midnight. */
  readonly handover: { readonly weekday: number; readonly minutes: number };
  readonly numbers: OncallNumbers;
}

export const usualNumbers: OncallNumbers = numbersSchema.parse({});

/** Reads what such a file says. Throws an Error that names what is wrong with it. */
export function parseOncallSettings(text: string): OncallSettings {
  const read = settingsSchema.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(z.prettifyError(read.error));
  const { members, since, handover, numbers } = read.data;
  return {
    members,
    since,
    handover: { weekday: weekdays.indexOf(handover.weekday) + 1, minutes: handover.time },
    numbers,
  };
}

/** @throws where the file cannot be read or is not right */
export async function readOncallSettings(path: string): Promise<OncallSettings> {
  try {
    return parseOncallSettings(await readFile(path, "utf8"));
  } catch (cause) {
    throw new Error(`reading who takes turns on call from ${path}`, { cause });
  }
}
