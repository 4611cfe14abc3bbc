import { z } from "zod";
import { defineAction } from "../action.ts";
import { accountSchema, hostSchema } from "../names.ts";
import {
  gpuImageNameSchema,
  gpuImageSchema,
  gpuJobViewSchema,
  gpuNodeViewSchema,
  nodeNameSchema,
  slurmIdSchema,
} from "../slurm.ts";
import { logPartSchema } from "./gpu.ts";

const look = { lane: "quick", risk: "read", steps: [], timeLimitMs: 20_000 } as const;
const one = z.strictObject({ job: slurmIdSchema });

/** One job of the person's own, as Slurm has it. */
export const gpuShow = defineAction({
  ...look,
  name: "gpu.show",
  input: one,
  output: z.strictObject({
    host: hostSchema,
    job: gpuJobViewSchema,
    /** The last lines of its log; null: there is none yet. */
    log: logPartSchema.nullable(),
  }),
});

/** Why it waits: what Slurm says, whose quota, what of it is taken, and what would start sooner. */
export const gpuWhy = defineAction({
  ...look,
  name: "gpu.why",
  input: one,
  output: z.strictObject({
    host: hostSchema,
    job: gpuJobViewSchema,
    why: z.enum([
      "not_waiting",
      "resources",
      "priority",
      "own_quota",
      "group_quota",
      "node_unavailable",
      "never_fits",
      "held_by_person",
      "held_by_admin",
      "dependency",
      "begin_time",
      "partition_down",
      "reserved",
      "unknown",
    ]),
    /** GPUs of the person in use, and how many they may use at once; null: Slurm sets no limit. */
    own: z.strictObject({ used: z.int(), limit: z.int().nullable() }),
    free: z.strictObject({ gpus: z.int(), nodes: z.int() }),
    /** Jobs that hold what it waits for end by then at the latest. */
    nextFreeAt: z.int().nullable(),
    unavailable: z.array(gpuNodeViewSchema).max(20),
  }),
});

/** A part of a log of the person's own; `after`: only what was written behind that byte, to follow it. */
export const gpuLog = defineAction({
  ...look,
  name: "gpu.log",
  input: one.extend({ lines: z.int().min(1).max(5_000), after: z.number().int().min(0).exactOptional() }),
  output: z.strictObject({
    host: hostSchema,
    job: slurmIdSchema,
    log: logPartSchema.nullable(),
    /** It may still grow. */
    running: z.boolean(),
  }),
});

/** Ends a job of the person's own; its own message then tells how it ended. */
export const gpuCancel = defineAction({
  name: "gpu.cancel",
  lane: "quick",
  risk: "change",
  input: one,
  output: z.strictObject({
    host: hostSchema,
    job: slurmIdSchema,
    name: z.string().max(100),
    was: z.enum(["pending", "running"]),
  }),
  steps: ["cancel"],
  timeLimitMs: 30_000,
});

/** GPU-hours, of the person alone or (administrators) of everybody, by month of the department's zone. */
export const gpuUsage = defineAction({
  ...look,
  name: "gpu.usage",
  input: z.strictObject({
    months: z.int().min(1).max(24),
    person: accountSchema.exactOptional(),
    everybody: z.boolean(),
  }),
  output: z.strictObject({
    host: hostSchema,
    /** `month` as 2026-12; the newest last. */
    people: z
      .array(
        z.strictObject({
          account: accountSchema,
          months: z
            .array(z.strictObject({ month: z.string().regex(/^\d{4}-\d{2}$/), gpuSeconds: z.number(), jobs: z.int() }))
            .max(24),
        }),
      )
      .max(500),
    /** False: Slurm keeps no accounts here, and what is told is what its controller still remembers. */
    accounted: z.boolean(),
  }),
});

/** Offers an image by name, or anew; `path` is a sif that everybody may read and only root may change. */
export const gpuImageAdd = defineAction({
  name: "image.add",
  lane: "long",
  risk: "change",
  input: gpuImageSchema.pick({ name: true, title: true, path: true }),
  output: z.strictObject({ host: hostSchema, image: gpuImageSchema }),
  steps: ["list"],
  timeLimitMs: 10 * 60_000,
});

/** Offers an image no longer. Its file stays. */
export const gpuImageRetire = defineAction({
  name: "image.retire",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ name: gpuImageNameSchema }),
  output: z.strictObject({ host: hostSchema, image: gpuImageSchema }),
  steps: ["list"],
  timeLimitMs: 30_000,
});

const reason = z
  .string()
  .min(1)
  .max(150)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u);

/** What draining a node would come to: asked before it is done. */
export const nodeLook = defineAction({
  ...look,
  name: "node.look",
  input: z.strictObject({ node: nodeNameSchema, reason }),
  output: z.strictObject({
    host: hostSchema,
    node: gpuNodeViewSchema,
    reason,
    jobs: z.array(gpuJobViewSchema).max(200),
  }),
});

/** Lets a node finish what runs there and start nothing more. */
export const nodeDrain = defineAction({
  name: "node.drain",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ node: nodeNameSchema, reason }),
  output: z.strictObject({ host: hostSchema, node: gpuNodeViewSchema }),
  steps: ["drain"],
  timeLimitMs: 30_000,
});

export const nodeResume = defineAction({
  name: "node.resume",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ node: nodeNameSchema }),
  output: z.strictObject({ host: hostSchema, node: gpuNodeViewSchema }),
  steps: ["resume"],
  timeLimitMs: 30_000,
});

export const gpuLookActions = [
  gpuShow,
  gpuWhy,
  gpuLog,
  gpuCancel,
  gpuUsage,
  gpuImageAdd,
  gpuImageRetire,
  nodeLook,
  nodeDrain,
  nodeResume,
] as const;
