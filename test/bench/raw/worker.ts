import { Worker } from "bullmq";
import { Redis } from "ioredis";

// A BullMQ worker that does nothing, in a process of its own: what the no-op is compared with.
const [url = "", queue = ""] = process.argv.slice(2);
const connection = new Redis(url, { maxRetriesPerRequest: null });
const worker = new Worker(queue, () => Promise.resolve(), { connection, concurrency: 10 });
await worker.waitUntilReady();
process.send?.({ ready: true });
process.once("disconnect", () => process.exit(0));
