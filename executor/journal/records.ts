import { z } from "zod";
import { recordedSchema } from "../../policies/recorded.ts";
import { grantIdSchema } from "../../protocol/ids.ts";
import {
  chatIdentitySchema,
  failureSchema,
  personSchema,
  resultSchema,
  roleSchema,
  stepStateSchema,
  vouchedSchema,
} from "../../protocol/messages.ts";

const id = grantIdSchema;
/** Milliseconds since 1970. */
const at = z.int();

/** A job's turn has come; written before any program is started for it. `iat` in seconds, `bot` the key that asked. */
export const claimedSchema = z.object({
  t: z.literal("claimed"),
  id,
  at,
  iat: z.int(),
  bot: z.string(),
  action: z.string(),
  input: z.unknown(),
  person: personSchema,
  identity: chatIdentitySchema,
  vouched: vouchedSchema.exactOptional(),
});
/** What will be done, chosen but not begun; from here on it counts as used. */
export const plannedSchema = z.object({
  t: z.literal("planned"),
  id,
  at,
  roles: z.array(roleSchema),
  plan: z.unknown(),
  /** Why it might be planned, for the audit once it has ended. */
  decided: recordedSchema.exactOptional(),
});
export const stepSchema = z.object({ t: z.literal("step"), id, at, step: z.string(), state: stepStateSchema });
/** It was decided to take everything back, and what will be told when that is done. */
export const undoingSchema = z.object({
  t: z.literal("undoing"),
  id,
  at,
  status: z.enum(["failed", "cancelled"]),
  failure: failureSchema,
});
/** The whole result: it is sent from here until the bot's receipt. Stands by itself. */
export const endedSchema = z.object({
  t: z.literal("ended"),
  id,
  at,
  iat: z.int(),
  bot: z.string(),
  result: resultSchema,
});
const receiptedSchema = z.object({ t: z.literal("receipted"), ids: z.array(id), at });
/** Records of grants signed at or before `through` (seconds) may be missing: such grants are refused. */
const prunedSchema = z.object({ t: z.literal("pruned"), through: z.int(), at });

export const recordSchema = z.discriminatedUnion("t", [
  claimedSchema,
  plannedSchema,
  stepSchema,
  undoingSchema,
  endedSchema,
  receiptedSchema,
  prunedSchema,
]);
export type JournalRecord = z.infer<typeof recordSchema>;
export type Claimed = z.infer<typeof claimedSchema>;
export type Planned = z.infer<typeof plannedSchema>;
export type StepRecord = z.infer<typeof stepSchema>;
export type Undoing = z.infer<typeof undoingSchema>;
export type Ended = z.infer<typeof endedSchema>;

export const lineOf = (record: JournalRecord): string => `${JSON.stringify(record)}\n`;
