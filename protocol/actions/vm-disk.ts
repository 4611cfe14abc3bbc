import { z } from "zod";
import { defineAction } from "../action.ts";
import { guestNameSchema, hostSchema } from "../names.ts";

/** Makes a guest's disk larger, running or not; never smaller. diskGiB: what it is afterwards. */
export const vmDisk = defineAction({
  name: "vm.disk",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ name: guestNameSchema, diskGiB: z.int().min(1).max(65_536) }),
  output: z.strictObject({
    name: z.string(),
    host: hostSchema,
    diskGiB: z.int(),
    /** What it was, in GiB. */
    before: z.int(),
    /** The guest saw its disk grow while it ran. */
    running: z.boolean(),
  }),
  steps: ["record", "grow"],
  timeLimitMs: 120_000,
});
