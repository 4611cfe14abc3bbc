import { z } from "zod";
import { backupIdSchema } from "../../protocol/actions/vm-backup.ts";
import { personSchema } from "../../protocol/messages.ts";
import { guestNameSchema, hostSchema } from "../../protocol/names.ts";

/**
 * What is kept with an image in the pool, in its own metadata: whose it is, of which guest, and whether it is whole.
 * Only holders of the pool's key can write it; the image's name is believed nothing.
 */
const recordSchema = z.strictObject({
  v: z.literal(1),
  id: backupIdSchema,
  owner: personSchema,
  /** The guest's UUID. */
  guest: z.uuid(),
  name: guestNameSchema,
  /** The host that it was taken on. */
  host: hostSchema,
  /** Milliseconds since 1970. */
  takenAt: z.int(),
  /** The disk's size as the guest saw it. */
  bytes: z.int().min(1),
  /** What it takes in the pool, in MiB; 0 until it is whole. */
  usedMiB: z.int().min(0),
  state: z.enum(["making", "whole"]),
});
export type BackupRecord = z.infer<typeof recordSchema>;

/** undefined where it is no record of ours. */
export function readRecord(text: unknown): BackupRecord | undefined {
  if (typeof text !== "string" || text.length > 4_000) return undefined;
  try {
    return recordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export const writeRecord = (record: BackupRecord): string => JSON.stringify(recordSchema.parse(record));
