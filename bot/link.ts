import { Redis } from "ioredis";
import { faultsOfRedis, fitnessEveryMs, fitnessSections } from "../protocol/redis-fitness.ts";
import type { Logger } from "./log.ts";

/** The connection to Redis, which may be away, or be set up so that it loses things, at any time. */
export interface Link {
  readonly redis: Redis;
  /** True while Redis is there and keeps what it holds. */
  readonly usable: () => boolean;
  /** Called each time that Redis becomes usable, also the first time. */
  readonly onUsable: (call: () => void) => void;
  /** A second connection, for commands that block; it is closed with the first. */
  readonly another: () => Redis;
  readonly stop: () => void;
}

/** Commands fail at once while Redis is away: what matters is written down elsewhere and is sent again. */
const options = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  retryStrategy: (attempt: number) => Math.min(attempt * 50, 500),
};
const commandTimeoutMs = 5_000;

/**
 * Connects and stays connected; waits for a Redis that is away. Throws when the Redis found first evicts or does not
 * persist; one that is found so later is not used until it is mended.
 */
export async function connect(url: string, log: Logger): Promise<Link> {
  const redis = new Redis(url, { ...options, commandTimeout: commandTimeoutMs });
  const others: Redis[] = [];
  const calls: (() => void)[] = [];
  let usable = false;
  let first = true;
  let away = false;
  let unfit = false;
  let settle: { resolve: () => void; reject: (cause: unknown) => void } | undefined;
  const settled = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });

  const look = async (): Promise<void> => {
    let faults: string[];
    try {
      const sections = await Promise.all(fitnessSections.map((section) => redis.info(section)));
      faults = faultsOfRedis(sections.join("\n"));
    } catch (cause) {
      log.warn({ err: cause }, "asking Redis for its settings");
      return;
    }
    if (faults.length === 0) {
      const isNews = !usable;
      if (away) log.info("Redis is there");
      if (unfit) log.info("Redis is fit again");
      usable = true;
      first = false;
      away = false;
      unfit = false;
      settle?.resolve();
      if (isNews) for (const call of calls) call();
    } else if (first) {
      settle?.reject(new Error(`Redis must keep what it holds: ${faults.join("; ")}`));
    } else {
      if (!unfit) log.error({ faults }, "Redis is unfit and is not used");
      unfit = true;
      usable = false;
    }
  };
  // Somebody may change the settings of a Redis that runs, too.
  let looking = false;
  const lookOnce = (): void => {
    if (looking || redis.status !== "ready") return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  };
  const timer = setInterval(lookOnce, fitnessEveryMs);
  redis.on("ready", lookOnce);
  redis.on("close", () => {
    if (!away) log.warn("Redis is away; waiting for it");
    away = true;
    usable = false;
  });
  redis.on("error", (cause) => log.debug({ err: cause }, "the connection to Redis"));

  const stop = (): void => {
    clearInterval(timer);
    for (const each of [redis, ...others]) each.disconnect();
  };
  try {
    await settled;
  } catch (cause) {
    stop();
    throw cause;
  }
  return {
    redis,
    usable: () => usable,
    onUsable: (call) => {
      calls.push(call);
      if (usable) call();
    },
    another: () => {
      const made = new Redis(url, options);
      made.on("error", (cause) => log.debug({ err: cause }, "the second connection to Redis"));
      others.push(made);
      return made;
    },
    stop,
  };
}
