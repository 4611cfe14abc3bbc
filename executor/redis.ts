import { Redis } from "ioredis";
import type { Logger } from "./log.ts";

/** Milliseconds before the n-th attempt to reach a Redis that is away: for ever, at most 2 s apart. */
const pause = (attempt: number): number => Math.min(50 * 2 ** Math.min(attempt, 6), 2_000);

/**
 * Opens a connection that comes back by itself, for ever. Commands wait while Redis is away; none of them is an act.
 * @param url `redis://…`, or `unix:///path/of/redis.sock`
 */
export function connectRedis(url: string, log: Logger, use: string): Redis {
  const options = {
    maxRetriesPerRequest: null,
    retryStrategy: pause,
    reconnectOnError: () => false,
    connectionName: `shisa-executor-${use}`,
  };
  const redis = url.startsWith("unix://")
    ? new Redis({ ...options, path: decodeURIComponent(new URL(url).pathname) })
    : new Redis(url, options);
  let isAway = false;
  redis.on("error", (error: Error) => {
    if (!isAway) log.warn({ use, reason: error.message }, "Redis is away; waiting for it");
    isAway = true;
  });
  redis.on("ready", () => {
    if (isAway) log.info({ use }, "Redis is back");
    isAway = false;
  });
  return redis;
}

/** Whether Redis said that a key holds something else than it should: whoever can write to Redis can do that. */
export const isWrongType = (error: unknown): boolean => error instanceof Error && error.message.startsWith("WRONGTYPE");
