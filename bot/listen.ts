import type { Redis } from "ioredis";
import { inventoryKey, reportsKey } from "../protocol/doorbell.ts";
import type { Audit } from "./audit.ts";
import type { Link } from "./link.ts";
import type { Logger } from "./log.ts";
import type { TakeReport } from "./reports.ts";

/** As many reports as are taken from Redis at once. */
const mostAtOnce = 100;
/** How long one wait for reports lasts, in seconds; and after how many milliseconds more a silent Redis is left. */
const waitSeconds = 2;
const patienceMs = 5_000;
const restMs = 200;

export interface Listener {
  readonly stop: () => Promise<void>;
}

/** Takes reports from Redis, in order, as they come, for as long as the bot runs. */
export function listen(link: Link, take: TakeReport, audit: Audit, log: Logger): Listener {
  const redis = link.another();
  let ended = false;
  const loop = async (): Promise<void> => {
    while (!ended) {
      try {
        for (const report of await pop(redis)) await take(report);
      } catch (cause) {
        if (ended) return;
        await recover(redis, cause, audit, log);
      }
    }
  };
  const running = loop();
  return {
    stop: async () => {
      ended = true;
      redis.disconnect();
      await running;
    },
  };
}

async function pop(redis: Redis): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        redis.disconnect(true);
        reject(new Error("waiting for reports: Redis does not answer"));
      },
      waitSeconds * 1000 + patienceMs,
    );
  });
  try {
    const popped = await Promise.race([redis.blmpop(waitSeconds, 1, reportsKey, "LEFT", "COUNT", mostAtOnce), hung]);
    return popped?.[1] ?? [];
  } finally {
    clearTimeout(timer);
  }
}

/** Clears away what somebody put in the list's place; else waits a little for Redis to come back. */
async function recover(redis: Redis, cause: unknown, audit: Audit, log: Logger): Promise<void> {
  if (String(cause).includes("WRONGTYPE")) {
    audit.record({ event: "reports.wrong_type" });
    await redis.del(reportsKey).catch(() => 0);
    return;
  }
  log.debug({ err: cause }, "waiting for reports");
  await new Promise((resolve) => setTimeout(resolve, restMs));
}

/** Takes in the newest inventory that each of these hosts left, so that a bot which has just started knows them. */
export async function readInventories(link: Link, hosts: readonly string[], take: TakeReport): Promise<void> {
  const reads = hosts.map(async (host) => {
    const left = await link.redis.get(inventoryKey(host)).catch(() => null);
    if (left !== null) await take(left);
  });
  await Promise.all(reads);
}
