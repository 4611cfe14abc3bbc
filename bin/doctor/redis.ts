import { Redis } from "ioredis";
import { bad, type Finding, good, note } from "../../bot/finding.ts";
import { clockToleranceSeconds } from "../../protocol/messages.ts";
import { reason } from "./finding.ts";
import type { Patient } from "./patient.ts";

const patienceMs = 3_000;

/** Calls `work` with a connection that gives up soon, and ends it. Throws when Redis cannot be reached. */
export async function withRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const path = /^unix:\/\/(\/.*)$/u.exec(url)?.[1];
  const options = {
    lazyConnect: true,
    connectTimeout: patienceMs,
    disconnectTimeout: 100,
    commandTimeout: patienceMs,
    retryStrategy: () => null,
  };
  const redis = path === undefined ? new Redis(url, options) : new Redis({ ...options, path });
  let why: Error | undefined;
  redis.on("error", (error) => {
    why ??= error;
  });
  try {
    await redis.connect();
    return await work(redis);
  } catch (error) {
    // ioredis itself only says that the connection is closed.
    throw why ?? error;
  } finally {
    redis.disconnect();
  }
}

/** Reachable, keeps all, forgets nothing; and a machine of its own has the same time. */
export async function checkRedis({ bot, executor }: Patient): Promise<Finding[]> {
  const url = bot?.redisUrl ?? executor?.redisUrl;
  if (url === undefined) return [];
  try {
    return await withRedis(url, async (redis) => [
      good("Redis に届きます", "Redis answers"),
      ...(await checkSetting(redis, "maxmemory-policy", "noeviction")),
      ...(await checkSetting(redis, "appendonly", "yes")),
      await checkClock(redis),
    ]);
  } catch (error) {
    const what = { ja: `Redis に届きません: ${reason(error)}`, en: `Redis does not answer: ${reason(error)}` };
    const mend = {
      ja: "redis-server を動かすか、REDIS_URL を直す（空なら shisa start が自分で動かす）",
      en: "start redis-server or mend REDIS_URL (when it is empty, shisa start runs one itself)",
    };
    return [bad(what, mend)];
  }
}

async function checkSetting(redis: Redis, name: string, wanted: string): Promise<Finding[]> {
  const answer: unknown = await redis.config("GET", name).catch(() => undefined);
  const value: unknown = Array.isArray(answer) ? answer[1] : undefined;
  if (value === wanted) return [good(`Redis の ${name} は ${wanted} です`, `Redis has ${name} ${wanted}`)];
  if (typeof value !== "string") return [note(`Redis の ${name} は見えません`, `Redis does not show ${name}`)];
  const what = { ja: `Redis の ${name} が ${value} です`, en: `Redis has ${name} ${value}` };
  return [bad(what, { ja: `redis.conf に "${name} ${wanted}"`, en: `"${name} ${wanted}" in redis.conf` })];
}

async function checkClock(redis: Redis): Promise<Finding> {
  const [seconds, microseconds] = await redis.time();
  const offBy = Math.abs(Date.now() / 1000 - Number(seconds) - Number(microseconds) / 1e6);
  const rounded = Math.round(offBy);
  if (offBy <= clockToleranceSeconds)
    return good(`時計は Redis と ${rounded} 秒差です`, `the clock differs from Redis's by ${rounded} s`);
  const what = { ja: `時計が Redis と ${rounded} 秒違います`, en: `the clock differs from Redis's by ${rounded} s` };
  return bad(what, { ja: "時刻合わせ（chrony など）を動かす", en: "run a time service, such as chrony" });
}
