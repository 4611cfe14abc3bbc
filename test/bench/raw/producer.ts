import { randomUUID } from "node:crypto";
import { Queue, QueueEvents } from "bullmq";
import { Redis } from "ioredis";

// Adds no-ops, ten at a time, and waits for the completed event of each, for as many seconds as it is told.
const [url = "", name = ""] = process.argv.slice(2);
const connect = (): Redis => new Redis(url, { maxRetriesPerRequest: null });
const queue = new Queue(name, { connection: connect() });
const events = new QueueEvents(name, { connection: connect() });
const waiting = new Map<string, () => void>();
events.on("completed", ({ jobId }) => {
  waiting.get(jobId)?.();
  waiting.delete(jobId);
});

async function one(): Promise<void> {
  const jobId = randomUUID();
  const done = new Promise<void>((resolve) => waiting.set(jobId, resolve));
  await queue.add("no-op", {}, { jobId, attempts: 1, removeOnComplete: true, removeOnFail: true });
  await done;
}

async function run(seconds: number): Promise<void> {
  const began = performance.now();
  let jobs = 0;
  const loops = Array.from({ length: 10 }, async () => {
    while (performance.now() < began + seconds * 1000) {
      await one();
      jobs += 1;
    }
  });
  await Promise.all(loops);
  process.send?.({ jobs, perSecond: (jobs * 1000) / (performance.now() - began) });
}

process.on("message", ({ seconds }: { seconds: number }) => void run(seconds));
process.once("disconnect", () => process.exit(0));
await Promise.all([queue.waitUntilReady(), events.waitUntilReady()]);
process.send?.({ ready: true });
