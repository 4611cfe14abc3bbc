import { z } from "zod";
import { defineAction } from "../action.ts";
import { guestNameSchema, hostSchema } from "../names.ts";

/** What a backup is called among those of one guest: the second it was taken at in base 36, then four random digits. */
export const backupIdSchema = z.string().regex(/^[0-9a-z]{6}[0-9a-f]{4}$/);

/** One whole copy of a guest's disk. Times in milliseconds since 1970. */
export const backupSchema = z.strictObject({
  id: backupIdSchema,
  takenAt: z.int(),
  /** How large the disk was, in GiB. */
  diskGiB: z.int(),
  /** What it takes in the pool, in MiB. */
  usedMiB: z.int(),
  /** Of an earlier guest of this name that the same person had. */
  earlier: z.boolean(),
});
export type Backup = z.infer<typeof backupSchema>;

/** Copies a guest's disk to the Ceph pool, running or not; what is too old or too close together goes. */
export const vmBackup = defineAction({
  name: "vm.backup",
  lane: "long",
  risk: "change",
  input: z.strictObject({ name: guestNameSchema }),
  output: z.strictObject({
    name: z.string(),
    host: hostSchema,
    backup: backupSchema,
    /** It ran meanwhile. */
    running: z.boolean(),
    /** How many of this guest there are now, this one included. */
    kept: z.int(),
  }),
  steps: ["image", "capture", "copy", "seal", "thin"],
  timeLimitMs: 3_600_000,
});

/** Which backup is meant: by its id, or the newest that was there at that time (milliseconds since 1970). */
const whichSchema = z.strictObject({
  name: guestNameSchema,
  id: backupIdSchema.optional(),
  asOf: z.int().min(0).max(8.64e15).optional(),
});

/** A guest's backups, newest first, and the one that is meant. */
export const vmBackups = defineAction({
  name: "vm.backups",
  lane: "quick",
  risk: "read",
  input: whichSchema.extend({
    /** The one that is meant is asked about: it would be put back. */
    ask: z.boolean(),
  }),
  output: z.strictObject({
    name: z.string(),
    host: hostSchema,
    running: z.boolean(),
    backups: z.array(backupSchema).max(200),
    chosen: backupSchema.nullable(),
    asked: z.boolean(),
  }),
  steps: [],
  timeLimitMs: 60_000,
});

/**
 * Puts a backup in the place of a guest's disk. The old disk stays aside until the guest has started again (where it
 * ran), and comes back when it does not.
 */
export const vmRestore = defineAction({
  name: "vm.restore",
  lane: "long",
  risk: "destroy",
  input: whichSchema,
  output: z.strictObject({
    name: z.string(),
    host: hostSchema,
    backup: backupSchema,
    running: z.boolean(),
  }),
  steps: ["fetch", "stop", "swap", "start", "tidy"],
  timeLimitMs: 3_600_000,
});

export const guestBackupActions = [vmBackup, vmBackups, vmRestore] as const;
