import { z } from "zod";
import { defineAction } from "../action.ts";
import { hostSchema } from "../names.ts";

/** Paths are below the home, each as it is on the disk, byte for byte where that is UTF-8. */
const folderSchema = z.strictObject({ path: z.string().max(1_000), bytes: z.number().min(0) });

/** What a person's home takes. How it was measured is said: `cephfs` counts everything, `counted` what was looked at. */
export const homeDisk = defineAction({
  name: "home.disk",
  lane: "quick",
  risk: "read",
  input: z.strictObject({}),
  output: z.strictObject({
    host: hostSchema,
    home: z.string().max(1_000),
    how: z.enum(["cephfs", "counted"]),
    bytes: z.number().min(0),
    files: z.number().min(0),
    /** What it may take at most; null where no limit is set. */
    quotaBytes: z.number().min(0).nullable(),
    /** The largest first. */
    folders: z.array(folderSchema).max(20),
    /** What programs make again by themselves. `kind` says what it is; the command removes it. */
    removable: z.array(folderSchema.extend({ kind: z.string().max(40), command: z.string().max(500) })).max(20),
    /** False: time ran out before everything was looked at. */
    complete: z.boolean(),
  }),
  steps: [],
  timeLimitMs: 30_000,
});
