import type { Redis } from "ioredis";
import { faultsOfRedis, fitnessEveryMs, fitnessSections } from "../protocol/redis-fitness.ts";
import type { Logger } from "./log.ts";
import { connectRedis } from "./redis.ts";

/** The executor's connections; each blocking reader has its own. */
export interface Connections {
  readonly mail: Redis;
  readonly queue: Redis;
  readonly receipts: Redis;
  /** Waits for Redis, for ever. Throws when it is not fit for us. */
  readonly ready: () => Promise<void>;
  /** Whether Redis kept what it holds when it was last looked at, at most some seconds ago. */
  readonly isFit: () => boolean;
  /** Calls back each time that Redis has come back. */
  readonly onBack: (callback: () => void) => void;
  readonly close: () => void;
}

export function connectAll(url: string, log: Logger): Connections {
  const mail = connectRedis(url, log, "mail");
  const queue = connectRedis(url, log, "queue");
  const receipts = connectRedis(url, log, "receipts");
  let isFit = true;
  let isLooking = false;

  async function faults(): Promise<string[]> {
    const sections = await Promise.all(fitnessSections.map((section) => mail.info(section)));
    return faultsOfRedis(sections.join("\n"));
  }

  /** Somebody may have changed its settings, or put another one in its place. While it is away, so are its grants. */
  async function look(): Promise<void> {
    if (isLooking || mail.status !== "ready") return;
    isLooking = true;
    try {
      const found = await faults();
      if (found.length > 0 && isFit) log.error({ faults: found }, "Redis is unfit: nothing is taken from it");
      if (found.length === 0 && !isFit) log.info("Redis is fit again");
      isFit = found.length === 0;
    } catch (error) {
      log.warn({ err: error }, "looking at Redis");
    }
    isLooking = false;
  }

  mail.on("ready", () => void look());
  const timer = setInterval(() => void look(), fitnessEveryMs);
  return {
    mail,
    queue,
    receipts,
    async ready() {
      const found = await faults();
      if (found.length > 0) throw new Error(`looking at Redis: ${found.join("; ")}`);
    },
    isFit: () => isFit,
    onBack(callback) {
      mail.on("ready", callback);
    },
    close() {
      clearInterval(timer);
      for (const redis of [mail, queue, receipts]) redis.disconnect();
    },
  };
}
