import type { Redis } from "ioredis";
import { clockToleranceSeconds } from "../../protocol/messages.ts";
import type { Condition, Figure } from "../../protocol/monitor.ts";
import type { Clock } from "../clock.ts";
import type { Monitor } from "./monitor.ts";
import { redisConditions } from "./redis/conditions.ts";
import { createSince } from "./since.ts";

/** The commands that this monitor sends. */
export type AskedRedis = Pick<Redis, "status" | "info" | "time" | "set">;

const everyMs = 15_000;
const sections = ["memory", "persistence", "stats"] as const;
/** The key that is written to see whether Redis takes anything; gone by itself after a minute. */
const probeKey = (host: string): string => `shisa:probe:${host}`;
const probeSeconds = 60;
/** Half of what makes a host refuse everything. */
const clockWarnSeconds = clockToleranceSeconds / 2;

/** Watches Redis as this host sees it. One that cannot be reached is a fault: nothing is known of it. */
export function createRedisMonitor(redis: AskedRedis, host: string, now: Clock): Monitor {
  const sinceOf = createSince(now);
  return {
    name: "redis",
    everyMs,
    async look() {
      // Commands would wait for it, and look as if this monitor hung.
      if (redis.status !== "ready") throw new Error(`Redis is away (${redis.status})`);
      const [info, refusal, [seconds, microseconds]] = await Promise.all([
        Promise.all(sections.map((section) => redis.info(section))),
        redis.set(probeKey(host), "1", "EX", probeSeconds).then(() => undefined, said),
        redis.time(),
      ]);
      const offSeconds = Math.round(Math.abs(now() / 1000 - Number(seconds) - Number(microseconds) / 1e6));
      const { found, usedBytes } = redisConditions(info.join("\n"), refusal);
      const clock: typeof found =
        offSeconds < clockWarnSeconds
          ? []
          : [
              {
                ...{ key: "clock", code: "host.clock", numbers: { seconds: offSeconds }, scope: "host", lines: [] },
                severity: offSeconds >= clockToleranceSeconds ? "error" : "warning",
              },
            ];
      const all = [...found, ...clock];
      const since = sinceOf(all.map(({ key }) => key));
      const figures: Figure[] =
        usedBytes === undefined ? [] : [{ name: "redis_memory", value: usedBytes, unit: "bytes" }];
      return { conditions: all.map((each): Condition => ({ ...each, since: since(each.key) })), figures };
    },
  };
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
