import { z } from "zod";
import { accountSchema } from "./names.ts";

/** A job of Slurm by its number. */
export const slurmIdSchema = z.int().min(1).max(0xffff_ffff);
/** A node or partition, as slurm.conf may name one; nothing that could be an option or a list of several. */
export const nodeNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/);
/** What a person calls a job. Slurm knows it by another name, so that no hook script ever meets it. */
export const gpuJobNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/);
/** A department-tested image by its name. */
export const gpuImageNameSchema = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,39}$/);

/** Milliseconds since 1970. */
const time = z.int();
const bytes = z.number().min(0);

/**
 * Slurm's base states (squeue(1), "JOB STATE CODES") as far as people are told them apart: a job that is requeued,
 * resized or suspended is pending or running for whoever asks.
 */
export const gpuStateSchema = z.enum([
  "pending",
  "running",
  "completing",
  "completed",
  "failed",
  "cancelled",
  "timeout",
  "out_of_memory",
  "node_fail",
  "preempted",
  "deadline",
  /** Slurm has forgotten it before anybody could ask how it ended. */
  "unknown",
]);
export type GpuState = z.infer<typeof gpuStateSchema>;

/** One job of this cluster that Shisa submitted, as Slurm has it now. */
export const gpuJobViewSchema = z.strictObject({
  id: slurmIdSchema,
  /** The grant that it came by; null: submitted by hand, and shown to its owner all the same. */
  grant: z.string().max(64).nullable(),
  owner: z.strictObject({ name: accountSchema, uid: z.int() }),
  name: z.string().max(100),
  state: gpuStateSchema,
  /** Slurm's own word why it waits: Priority, Resources, AssocGrpGRES …; null: it does not. */
  reason: z.string().max(100).nullable(),
  gpus: z.int(),
  cpus: z.int(),
  memoryMiB: z.int(),
  minutes: z.int().nullable(),
  nodes: z.string().max(300).nullable(),
  submittedAt: time,
  startedAt: time.nullable(),
  /** When Slurm expects it to start, where it does. */
  expectedAt: time.nullable(),
  /** How many wait before it; null: it does not wait. */
  ahead: z.int().nullable(),
});
export type GpuJobView = z.infer<typeof gpuJobViewSchema>;

export const gpuNodeViewSchema = z.strictObject({
  name: z.string().max(63),
  partitions: z.array(z.string().max(100)).max(20),
  state: z.enum(["idle", "mixed", "allocated", "draining", "drained", "down", "unknown"]),
  /** It was asked and does not answer. */
  silent: z.boolean(),
  reason: z.strictObject({ text: z.string().max(200), by: z.string().max(32), at: time.nullable() }).nullable(),
  gpu: z.string().max(100).nullable(),
  gpus: z.strictObject({ total: z.int(), used: z.int() }),
  cpus: z.strictObject({ total: z.int(), used: z.int() }),
  memoryMiB: z.strictObject({ total: z.int(), used: z.int() }),
  /** The controller runs on it too. */
  controller: z.boolean(),
});
export type GpuNodeView = z.infer<typeof gpuNodeViewSchema>;

/** An image that administrators have tested and offer by name. */
export const gpuImageSchema = z.strictObject({
  name: gpuImageNameSchema,
  title: z.strictObject({ ja: z.string().max(100), en: z.string().max(100) }),
  /** Where it lies on the cluster's hosts. */
  path: z
    .string()
    .max(500)
    .regex(/^(?:\/(?!\.{1,2}(?:\/|$))[^/\p{Cc}]+)+$/u),
  framework: z.string().max(60).nullable(),
  /** The CUDA that it was built with, as 12.4; null: it uses none. */
  cuda: z
    .string()
    .regex(/^\d{1,2}\.\d{1,2}$/)
    .nullable(),
  bytes,
  /** When a check of it last saw a GPU, and on which node; null: never tested. */
  testedAt: time.nullable(),
});
export type GpuImage = z.infer<typeof gpuImageSchema>;

/** The part of a host's inventory that is the cluster's. */
export const slurmInventorySchema = z.strictObject({
  /** When Slurm last answered; null: not since the executor's start. */
  at: time.nullable(),
  jobs: z.array(gpuJobViewSchema).max(5_000),
  nodes: z.array(gpuNodeViewSchema).max(200),
  images: z.array(gpuImageSchema).max(100),
  partition: z.strictObject({
    name: z.string().max(100),
    /** The most that one job may ask for there. */
    maxMinutes: z.int().nullable(),
    defaultMinutes: z.int(),
    maxGpusPerNode: z.int(),
    maxCpusPerNode: z.int(),
    maxMemoryMiBPerNode: z.int(),
  }),
});
export type SlurmInventory = z.infer<typeof slurmInventorySchema>;
