import { Redis } from "ioredis";
import type { Logger } from "./log.ts";
import { unfitness } from "./redis-check.ts";

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
const recheckMs = 5_000;

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
  let settle: { resolve: () => void; reject: (cause: unknown) => void } | undefined;
  const settled = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });

  const look = async (): Promise<void> => {
    let wrong: string | undefined;
    try {
      wrong = await unfitness(redis);
    } catch (cause) {
      log.warn({ err: cause }, "asking Redis for its settings");
      if (redis.status === "ready") setTimeout(() => void look(), recheckMs).unref();
      return;
    }
    if (wrong === undefined) {
      if (away) log.info("Redis is there");
      usable = true;
      first = false;
      away = false;
      settle?.resolve();
      for (const call of calls) call();
    } else if (first) {
      settle?.reject(new Error(wrong));
    } else {
      log.error(wrong);
      setTimeout(() => void look(), recheckMs).unref();
    }
  };
  redis.on("ready", () => void look());
  redis.on("close", () => {
    if (!away) log.warn("Redis is away; waiting for it");
    away = true;
    usable = false;
  });
  redis.on("error", (cause) => log.debug({ err: cause }, "the connection to Redis"));

  const stop = (): void => {
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
