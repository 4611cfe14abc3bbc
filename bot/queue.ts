import { Queue } from "bullmq";
import type { Lane } from "../protocol/action.ts";
import { type DoorbellJob, queueName, queuePrefix } from "../protocol/doorbell.ts";
import type { Link } from "./link.ts";
import type { Logger } from "./log.ts";

export interface Doorbell {
  /**
   * Rings for a grant: puts its sealed envelope into the queue of a host and lane. Ringing again for the same grant
   * takes the earlier job's place, whatever state somebody may have put it into. Throws when Redis does not take it.
   */
  readonly ring: (host: string, lane: Lane, grant: string, envelope: string, again: boolean) => Promise<void>;
  /** Whether something lies in Redis under the grant's name; it may be anything. */
  readonly holds: (host: string, lane: Lane, grant: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** What BullMQ keeps of a queue beside its jobs; all of it may be thrown away. */
const queueKeys = ["wait", "active", "paused", "delayed", "prioritized", "marker", "meta", "id", "events", "stalled"];

/** The queues of all hosts, made when first used. */
export function openDoorbell(link: Link, log: Logger): Doorbell {
  const queues = new Map<string, Queue<DoorbellJob>>();
  const queueOf = (name: string): Queue<DoorbellJob> => {
    const known = queues.get(name);
    if (known !== undefined) return known;
    const made = new Queue<DoorbellJob>(name, { prefix: queuePrefix, connection: link.redis, skipVersionCheck: true });
    made.on("error", (cause) => log.debug({ err: cause, queue: name }, "the queue"));
    queues.set(name, made);
    return made;
  };

  return {
    ring: async (host, lane, grant, envelope, again) => {
      const name = queueName(host, lane);
      const queue = queueOf(name);
      const add = async (): Promise<void> => {
        await queue.add(
          "grant",
          { envelope },
          { jobId: grant, attempts: 1, removeOnComplete: true, removeOnFail: true },
        );
      };
      try {
        if (again) await queue.remove(grant);
        await add();
      } catch (cause) {
        // Somebody put something else in the queue's place; a doorbell's state is worth nothing.
        if (!String(cause).includes("WRONGTYPE")) throw new Error(`ringing for a grant on ${host}`, { cause });
        await link.redis.del([...queueKeys, grant].map((key) => `${queuePrefix}:${name}:${key}`));
        await add();
      }
    },
    holds: async (host, lane, grant) =>
      (await link.redis.exists(`${queuePrefix}:${queueName(host, lane)}:${grant}`)) === 1,
    close: async () => {
      await Promise.allSettled([...queues.values()].map((queue) => queue.close()));
    },
  };
}
