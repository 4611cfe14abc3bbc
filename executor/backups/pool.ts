import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Exec, Ran } from "../exec.ts";
import { StepFailure } from "../runner.ts";
import { type BackupRecord, readRecord, writeRecord } from "./record.ts";
import type { BackupConfig } from "./settings.ts";

/**
 * rbd waits for ever where no monitor answers: no call may take longer, in milliseconds. Somebody waits for a look; a
 * step that has begun is not given up because the cluster is slow for a moment.
 */
export const patienceMs = { look: 15_000, step: 60_000 } as const;
/**
 * A cluster that falls silent in the middle ends what waits for it: seconds for one operation of Ceph's own clients
 * (its options of these names).
 */
const patience = { client_mount_timeout: 30, rados_mon_op_timeout: 30, rados_osd_op_timeout: 60 } as const;
/** The key of our record among an image's metadata. */
const recordKey = "shisa.backup";
const noSuch = 2;
const exists = 17;
const isWatched = 16;
/** Ceph believes a client that was killed to be there so long (osd_client_watch_timeout), in milliseconds. */
const watchedMs = 45_000;

/** The pool that holds backups, by Ceph's own program. Everything throws a StepFailure where Ceph does not answer. */
export interface Pool {
  /** The names of all images, ours and foreign. */
  readonly images: () => Promise<readonly string[]>;
  /** undefined: there is no such image, or it is not ours. */
  readonly record: (image: string) => Promise<BackupRecord | undefined>;
  /** Makes an empty image; harmless when it is there. */
  readonly create: (image: string, bytes: number) => Promise<void>;
  readonly setRecord: (image: string, record: BackupRecord) => Promise<void>;
  /** What it takes, in bytes. */
  readonly used: (image: string) => Promise<number>;
  /** Harmless when it is gone. */
  readonly remove: (image: string, signal?: AbortSignal) => Promise<void>;
  /** How qemu-img names it. */
  readonly address: (image: string) => string;
  /** What a person types to remove it. */
  readonly removal: (image: string) => string;
}

const imagesSchema = z.array(z.string());
const metaSchema = z.record(z.string(), z.string());
const usedSchema = z.object({ images: z.array(z.object({ name: z.string(), used_size: z.number() })) });

/** @param timeoutMs how long a call may take that neither measures nor removes an image */
export function createPool(exec: Exec, config: BackupConfig, timeoutMs: number): Pool {
  const { pool, conf, client, keyring } = config;
  const as = ["--conf", conf, "--id", client, ...(keyring === undefined ? [] : ["--keyring", keyring])];
  const rbd = (argv: readonly string[], signal?: AbortSignal, limitMs = timeoutMs): Promise<Ran> =>
    exec.run("rbd", [...as, ...argv], {
      timeoutMs: limitMs,
      maxOutput: 4 * 1024 * 1024,
      ...(signal === undefined ? {} : { signal }),
    });
  const key = keyring === undefined ? [] : [`keyring=${keyring}`];
  const options = Object.entries(patience).map(([option, seconds]) => `${option}=${seconds}`);
  const at = (image: string): string => `${pool}/${image}`;
  return {
    async images() {
      const act = "listing";
      return imagesSchema.parse(read(said(await rbd(["ls", "--format", "json", pool]), act), act));
    },
    async record(image) {
      const ran = await rbd(["image-meta", "list", "--format", "json", at(image)]);
      if (ran.exitCode === noSuch) return undefined;
      const text = said(ran, "reading the record");
      return text.trim() === "" ? undefined : readRecord(metaSchema.parse(read(text, "reading the record"))[recordKey]);
    },
    async create(image, bytes) {
      const ran = await rbd(["create", "--size", `${bytes}B`, at(image)]);
      if (ran.exitCode !== exists) said(ran, "making room");
    },
    async setRecord(image, record) {
      said(await rbd(["image-meta", "set", at(image), recordKey, writeRecord(record)]), "writing the record");
    },
    async used(image) {
      const text = said(await rbd(["du", "--format", "json", at(image)], undefined, 60_000), "measuring");
      return usedSchema.parse(read(text, "measuring")).images.find(({ name }) => name === image)?.used_size ?? 0;
    },
    async remove(image, signal) {
      const until = performance.now() + watchedMs;
      let ran = await rbd(["rm", "--no-progress", at(image)], signal, 300_000);
      while (ran.exitCode === isWatched && performance.now() < until) {
        await pause(1_000, undefined, signal === undefined ? {} : { signal });
        ran = await rbd(["rm", "--no-progress", at(image)], signal, 300_000);
      }
      if (ran.exitCode !== noSuch) said(ran, "removing");
    },
    address: (image) => ["rbd", at(image), `conf=${conf}`, `id=${client}`, ...key, ...options].join(":"),
    removal: (image) => ["rbd", ...as, "rm", at(image)].join(" "),
  };
}

/** What it printed, or why it did not: Ceph silent, or its own words. */
function said(ran: Ran, act: string): string {
  if (ran.exitCode === 0) return ran.stdout;
  if (ran.timedOut || ran.abandoned) throw new StepFailure("backup.no_ceph", `${act}: Ceph did not answer`);
  if (ran.cancelled) throw new Error(`${act}: it was told to stop`);
  const words = ran.stderr.replaceAll(/\s+/g, " ").trim().slice(-400);
  throw new StepFailure("backup.pool", `${act}: rbd said: ${words === "" ? `exit code ${ran.exitCode}` : words}`);
}

function read(text: string, act: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StepFailure("backup.pool", `${act}: what rbd said is no JSON: "${text.slice(0, 200)}"`);
  }
}
