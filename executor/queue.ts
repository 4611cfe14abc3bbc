import { type Job, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { Lane } from "../protocol/action.ts";
import { type DoorbellJob, queueName, queuePrefix } from "../protocol/doorbell.ts";
import type { Logger } from "./log.ts";

export interface QueueOptions {
  readonly host: string;
  readonly lane: Lane;
  readonly connection: Redis;
  /** Takes an envelope; what becomes of it is not the queue's business. */
  readonly take: (envelope: string) => Promise<void>;
  readonly log: Logger;
}

/** Envelopes that are opened at once, in each lane. */
const concurrency = 20;

/**
 * Listens to one doorbell. Its jobs are done as soon as their envelope was looked at, so nothing here is worth a lock:
 * one that is left over from an executor that died is thrown away within seconds, and the bot rings again.
 */
export function listen({ host, lane, connection, take, log }: QueueOptions): () => Promise<void> {
  const worker = new Worker<DoorbellJob>(
    queueName(host, lane),
    async (job: Job<DoorbellJob>) => {
      // Whoever can write to Redis chooses what stands here.
      const data: unknown = job.data;
      if (typeof data !== "object" || data === null || !("envelope" in data)) return;
      if (typeof data.envelope === "string") await take(data.envelope);
    },
    {
      connection,
      prefix: queuePrefix,
      concurrency,
      maxStalledCount: 0,
      lockDuration: 4_000,
      stalledInterval: 2_000,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
      runRetryDelay: 500,
    },
  );
  let lastError = "";
  worker.on("error", (error) => {
    // While Redis is away the same error comes for every attempt.
    if (error.message !== lastError) log.warn({ lane, reason: error.message }, "listening to the doorbell");
    lastError = error.message;
  });
  worker.on("ready", () => {
    lastError = "";
  });
  return async () => {
    await worker.close(true);
  };
}
