import { z } from "zod";
import { defineAction } from "../action.ts";
import { hostSchema } from "../names.ts";
import { gpuImageNameSchema, gpuJobNameSchema, gpuStateSchema, slurmIdSchema } from "../slurm.ts";
import { ownPathSchema } from "./own-path.ts";

/** Milliseconds since 1970. */
const time = z.int();
const bytes = z.number().min(0);

/** The largest script that may be attached, in bytes, and how long it is in base64. */
export const scriptMaxBytes = 1_000_000;
const scriptMaxLength = Math.ceil(scriptMaxBytes / 3) * 4;
/** How much of a log travels with a message, in bytes; the whole of it stays in the person's home. */
export const logMaxBytes = 512 * 1024;

const line = z.string().regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u);

/** What is to run: a file that came with the message, one in the person's home, or a command of one line. */
const workSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("attached"), name: line.min(1).max(120), base64: z.base64().max(scriptMaxLength) }),
  z.strictObject({ kind: z.literal("path"), path: ownPathSchema }),
  z.strictObject({ kind: z.literal("command"), command: line.min(1).max(2_000) }),
]);
export type GpuWork = z.infer<typeof workSchema>;

/** Where it runs: a department-tested image, a sif in the person's home, one of a registry, or none (the node itself). */
export const imageChoiceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("listed"), name: gpuImageNameSchema }),
  z.strictObject({ kind: z.literal("own"), path: ownPathSchema }),
  z.strictObject({
    kind: z.literal("registry"),
    /** docker://HOST/NAME:TAG without its scheme; a digest may stand in the tag's place. */
    reference: z.string().regex(/^[a-z0-9][a-z0-9._/:@-]{0,199}$/),
  }),
]);
export type ImageChoice = z.infer<typeof imageChoiceSchema>;

/** As people type it, and as it is named to them: pytorch, ~/my.sif, docker://HOST/NAME:TAG. */
export function imageText(image: ImageChoice): string {
  if (image.kind === "listed") return image.name;
  return image.kind === "own" ? `~/${image.path}` : `docker://${image.reference}`;
}

/** What one job may ask of Slurm. */
const asked = {
  gpus: z.int().min(0).max(16),
  cpus: z.int().min(1).max(512),
  memoryMiB: z.int().min(64).max(4_194_304),
  minutes: z.int().min(1).max(43_200),
};

/** What was changed about a script before it ran, or was seen in it: the answer says each in words. */
export const scriptNoteSchema = z.strictObject({
  code: z.enum([
    "byte_order_mark",
    "carriage_returns",
    "shift_jis",
    "utf16",
    /** A `#SBATCH` line was taken for the option of ours that it means; `text` is the option. */
    "directive_taken",
    /** A `#SBATCH` line that means nothing here; `text` is the line. */
    "directive_ignored",
  ]),
  text: z.string().max(200).exactOptional(),
});
export type ScriptNote = z.infer<typeof scriptNoteSchema>;

/** The end of a log, or a part of one. Bytes that are not UTF-8 are shown as U+FFFD, controls are left out. */
export const logPartSchema = z.strictObject({
  /** As people type it: ~/gpu-logs/41.log */
  path: z.string().max(1_000),
  bytes,
  text: z.string().max(logMaxBytes),
  /** False: only the end of it is here. */
  whole: z.boolean(),
});

/** Why it may have ended so, each with words and what to do (handlers/gpu). */
export const gpuAdviceSchema = z.enum([
  "out_of_memory",
  "gpu_out_of_memory",
  "time_limit",
  "driver_too_old",
  "no_kernel_image",
  "gpu_unused",
  "no_gpu_seen",
  "module_missing",
  "command_missing",
  "node_failed",
  "disk_full",
  "quota_full",
  "image_failed",
  "log_gone",
]);
export type GpuAdvice = z.infer<typeof gpuAdviceSchema>;

export const gpuEndSchema = z.strictObject({
  host: hostSchema,
  job: slurmIdSchema,
  name: z.string().max(100),
  state: gpuStateSchema,
  /** Its own exit code; null: it did not end by itself, or nobody knows. */
  exitCode: z.int().nullable(),
  signal: z.int().nullable(),
  reason: z.string().max(100).nullable(),
  submittedAt: time,
  startedAt: time.nullable(),
  endedAt: time,
  elapsedSeconds: z.int(),
  /** GPUs times seconds. */
  gpuSeconds: z.int(),
  ...asked,
  nodes: z.string().max(300).nullable(),
  image: z.string().max(1_000).nullable(),
  notes: z.array(scriptNoteSchema).max(60),
  log: logPartSchema.nullable(),
  advice: z.array(z.strictObject({ code: gpuAdviceSchema, detail: z.string().max(200).exactOptional() })).max(5),
});
export type GpuEnd = z.infer<typeof gpuEndSchema>;

/**
 * A job of the cluster, from the script to its end. `image`: a registry's image is made a sif of. `prepare`: folder for
 * logs, the script, the person's account in Slurm. `run` is over when Slurm says so; nobody holds a slot for it.
 */
export const gpuJob = defineAction({
  name: "gpu.job",
  lane: "long",
  risk: "change",
  input: z.strictObject({
    work: workSchema,
    image: imageChoiceSchema.exactOptional(),
    ...asked,
    /** What of these was typed, so that a script's own #SBATCH lines may say the rest. */
    typed: z.array(z.enum(["gpus", "cpus", "memoryMiB", "minutes", "name"])).max(5),
    name: gpuJobNameSchema.exactOptional(),
  }),
  output: gpuEndSchema,
  steps: ["image", "prepare", "submit", "run"],
  waits: ["run"],
  timeLimitMs: 60 * 60_000,
  // A script is not an audit's business; what it was called is.
  audited: (input) => {
    const read = z.looseObject({ work: workSchema }).safeParse(input);
    if (!read.success) return input;
    const { work } = read.data;
    return work.kind === "attached" ? { ...read.data, work: { kind: "attached", name: work.name } } : read.data;
  },
});

/** What an image sees on a node: a job of at most two minutes. */
export const gpuCheck = defineAction({
  name: "gpu.check",
  lane: "long",
  risk: "change",
  input: z.strictObject({ image: imageChoiceSchema }),
  output: z.strictObject({
    host: hostSchema,
    job: slurmIdSchema,
    image: z.string().max(1_000),
    node: z.string().max(63).nullable(),
    state: gpuStateSchema,
    /** null: what the image said could not be read, and `log` has it. */
    seen: z
      .strictObject({
        driver: z.string().max(40).nullable(),
        /** The newest CUDA that the driver can do. */
        driverCuda: z.string().max(20).nullable(),
        /** The image's own. */
        cuda: z.string().max(20).nullable(),
        gpus: z.array(z.strictObject({ name: z.string().max(100), capability: z.string().max(10).nullable() })).max(16),
        framework: z.string().max(60).nullable(),
        /** The framework was asked, and says that it can compute there. */
        usable: z.boolean().nullable(),
        python: z.string().max(40).nullable(),
        /** Architectures that the framework was built for, as sm_70. */
        architectures: z.array(z.string().max(20)).max(40),
      })
      .nullable(),
    verdict: z.enum([
      "usable",
      "no_gpu_seen",
      "driver_too_old",
      "gpu_too_old",
      "no_framework",
      "not_started",
      "unclear",
    ]),
    /** Listed images that can be used on that node. */
    instead: z.array(gpuImageNameSchema).max(10),
    log: logPartSchema.nullable(),
  }),
  steps: ["image", "submit", "run"],
  waits: ["run"],
  timeLimitMs: 60 * 60_000,
});

export const gpuActions = [gpuJob, gpuCheck] as const;
