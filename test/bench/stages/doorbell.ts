import { randomUUID } from "node:crypto";
import { Queue, Worker } from "bullmq";
import type { Stage } from "./stage.ts";
import type { StageTools } from "./tools.ts";

/** The two ways through Redis: a grant through BullMQ, and a report through a list. */
export async function doorbellStages(tools: StageTools, envelope: string): Promise<readonly [Stage, Stage]> {
  const name = `stages-${randomUUID()}`;
  const waiting = new Map<string, () => void>();
  const blocking = tools.redis.duplicate({ maxRetriesPerRequest: null });
  const queue = new Queue(name, { connection: tools.redis });
  const worker = new Worker(
    name,
    async (job) => {
      waiting.get(job.id ?? "")?.();
      waiting.delete(job.id ?? "");
    },
    {
      connection: blocking,
      concurrency: 20,
      removeOnComplete: { count: 0 },
    },
  );
  tools.onClose(async () => {
    await worker.close();
    await queue.obliterate({ force: true });
    await queue.close();
    blocking.disconnect();
  });
  await worker.waitUntilReady();
  const list = `${name}-list`;
  return [
    {
      name: "Redis: the grant through BullMQ (add, fetch, complete)",
      run: async () => {
        const jobId = randomUUID();
        const rung = new Promise<void>((resolve) => waiting.set(jobId, resolve));
        await queue.add("grant", { envelope }, { jobId, attempts: 1, removeOnComplete: true, removeOnFail: true });
        await rung;
      },
    },
    {
      name: "Redis: the report through a list",
      run: async () => {
        await tools.redis.rpush(list, envelope);
        await tools.redis.lpop(list);
      },
    },
  ];
}
