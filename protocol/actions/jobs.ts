import { z } from "zod";
import { defineAction } from "../action.ts";
import { grantIdSchema } from "../ids.ts";

/** Ends a waiting or running job; what it had done is undone before its own result says "cancelled". */
export const jobCancel = defineAction({
  name: "job.cancel",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ grant: grantIdSchema }),
  /** found false: this host has no such open job of that person. */
  output: z.strictObject({ found: z.boolean() }),
  steps: [],
  timeLimitMs: 5_000,
});

export const jobActions = [jobCancel] as const;
