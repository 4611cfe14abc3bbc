import { z } from "zod";
import type { Backup } from "../../../protocol/actions/vm-backup.ts";
import { backupIdSchema } from "../../../protocol/actions/vm-backup.ts";
import type { Shelved } from "../../backups/shelf.ts";
import { guestPlanSchema } from "../vm/plan.ts";

const gib = 1024 ** 3;

export const backupPlanSchema = guestPlanSchema.extend({
  id: backupIdSchema,
  image: z.string(),
  /** Milliseconds since 1970. */
  takenAt: z.int(),
  /** The disk's size as the guest sees it. */
  bytes: z.int(),
});
export type BackupPlan = z.infer<typeof backupPlanSchema>;

const restoredSchema = z.strictObject({
  image: z.string(),
  id: backupIdSchema,
  takenAt: z.int(),
  bytes: z.int(),
  usedMiB: z.int(),
  earlier: z.boolean(),
});

export const restorePlanSchema = guestPlanSchema.extend({
  /** Tells this restoration from every other of this guest. */
  token: z.uuid(),
  template: z.string(),
  /** The disk's size as the guest sees it, which it keeps. */
  bytes: z.int(),
  backup: restoredSchema,
});
export type RestorePlan = z.infer<typeof restorePlanSchema>;

/** A backup as people are told of it; `guest`: the UUID of the guest that there is now. */
export const told = (
  { id, takenAt, bytes, usedMiB, guest: of }: Pick<Shelved, "id" | "takenAt" | "bytes" | "usedMiB" | "guest">,
  guest: string,
): Backup => ({
  ...{ id, takenAt, usedMiB, diskGiB: Math.ceil(bytes / gib) },
  earlier: of !== guest,
});
