import { z } from "zod";
import { personSchema, roleSchema } from "../protocol/messages.ts";
import { groupSchema, ownLimitsSchema } from "../protocol/order.ts";
import type { Decision, PersonFacts, Question } from "./facts.ts";

/** JSON has no NaN and no infinity: both come back as null, and count as what cannot be counted. */
const amount = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

/** Milliseconds since 1970. */
const time = z.int();

export const personFactsSchema = personSchema.extend({ roles: z.array(roleSchema) });
export const useSchema = z.object({ guests: amount, runningCpus: amount, runningMemoryMiB: amount, diskGiB: amount });
export const hostFactsSchema = z.object({
  name: z.string(),
  stopped: z.boolean(),
  diskTotalGiB: amount,
  diskFreeGiB: amount,
  committedGiB: amount,
  growth: amount.exactOptional(),
});
export const targetSchema = z.object({
  name: z.string(),
  owner: personSchema,
  running: z.boolean(),
  cpu: amount,
  memoryMiB: amount,
  diskGiB: amount,
});
export const channelSchema = z.object({
  platform: z.string(),
  workspace: z.string(),
  place: z.enum(["private", "channel"]),
  proved: z.boolean(),
});

/** All that decide() looked at beside action and input, as an audit keeps it. What was not known is left out. */
const factsSchema = z.object({
  person: personFactsSchema.exactOptional(),
  target: targetSchema.exactOptional(),
  use: useSchema,
  host: hostFactsSchema.exactOptional(),
  at: time.exactOptional(),
  channel: channelSchema.exactOptional(),
  ownLimits: ownLimitsSchema.exactOptional(),
  exams: z.array(z.object({ course: groupSchema, until: time })).exactOptional(),
  maintenance: z.object({ from: time, until: time }).exactOptional(),
  /** null: somebody who was nobody there. */
  approver: personFactsSchema.nullable().exactOptional(),
});
type PersonFactsRecord = z.infer<typeof personFactsSchema>;
type Facts = z.infer<typeof factsSchema>;

/** A decision as an audit keeps it: enough to decide the same again. */
export const recordedSchema = z.object({
  effect: z.enum(["allow", "refuse", "approval"]),
  code: z.string().exactOptional(),
  facts: factsSchema,
});
export type Recorded = z.infer<typeof recordedSchema>;

/** What is to be kept of a question and its answer. The input is kept beside it, as far as audits keep inputs. */
export function recordOf(question: Question, decision: Decision): Recorded {
  const { person, target, use, host, at, channel, ownLimits, exams, maintenance, approval } = question;
  const facts: Facts = {
    ...(person === undefined ? {} : { person: personOf(person) }),
    ...(target === undefined ? {} : { target: { ...target } }),
    use,
    ...(host === undefined ? {} : { host: { ...host } }),
    ...(at === undefined ? {} : { at }),
    ...(channel === undefined ? {} : { channel }),
    ...(ownLimits === undefined ? {} : { ownLimits }),
    ...(exams === undefined || exams.length === 0 ? {} : { exams: [...exams] }),
    ...(maintenance === undefined ? {} : { maintenance: { from: maintenance.from, until: maintenance.until } }),
    ...(approval === undefined ? {} : { approver: approverOf(approval) }),
  };
  const code = decision.effect === "allow" ? {} : { code: decision.refusal.code };
  return { effect: decision.effect, ...code, facts };
}

const approverOf = ({ approver }: NonNullable<Question["approval"]>): PersonFactsRecord | null =>
  approver === undefined ? null : personOf(approver);

/** Nothing more of a person than what decides: no name for people, no home. */
const personOf = ({ name, uid, roles }: PersonFacts): PersonFactsRecord => ({ name, uid, roles: [...roles] });

/** The question again, as it was asked. */
export function questionOf(action: string, input: unknown, { facts, code }: Omit<Recorded, "effect">): Question {
  const { person, target, approver, host, ...rest } = facts;
  const approval = approver === undefined ? {} : { approval: { approver: approver ?? undefined } };
  const taken = code === "input.invalid" ? {} : { inputTaken: true as const };
  return { action, input, ...taken, person, target, host, ...rest, ...approval };
}
