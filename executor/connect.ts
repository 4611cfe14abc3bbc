import type { Redis } from "ioredis";
import type { Logger } from "./log.ts";
import { connectRedis } from "./redis.ts";
import { faultsOfRedis } from "./redis-check.ts";

/** The executor's connections; each blocking reader has its own. */
export interface Connections {
  readonly mail: Redis;
  readonly queue: Redis;
  readonly receipts: Redis;
  /** Waits for Redis, for ever. Throws when it is not fit for us. */
  readonly ready: () => Promise<void>;
  /** Calls back each time that Redis has come back. */
  readonly onBack: (callback: () => void) => void;
  readonly close: () => void;
}

export function connectAll(url: string, log: Logger): Connections {
  const mail = connectRedis(url, log, "mail");
  const queue = connectRedis(url, log, "queue");
  const receipts = connectRedis(url, log, "receipts");
  return {
    mail,
    queue,
    receipts,
    async ready() {
      const faults = await faultsOfRedis(mail);
      if (faults.length > 0) throw new Error(`looking at Redis: ${faults.join("; ")}`);
    },
    onBack(callback) {
      mail.on("ready", () => {
        callback();
        // Somebody may have changed its settings: it goes on, since nothing depends on it, but is not left unsaid.
        faultsOfRedis(mail)
          .then((faults) => {
            if (faults.length > 0) log.error({ faults }, "Redis came back unfit");
          })
          .catch((error: unknown) => log.warn({ err: error }, "looking at Redis"));
      });
    },
    close() {
      for (const redis of [mail, queue, receipts]) redis.disconnect();
    },
  };
}
