import type { Redis } from "ioredis";
import type { Lane } from "../../../protocol/action.ts";
import { queueName, queuePrefix } from "../../../protocol/doorbell.ts";

const keyOf = (host: string, lane: Lane, part: string): string => `${queuePrefix}:${queueName(host, lane)}:${part}`;

/** What a writer to Redis does to a doorbell by hand, without BullMQ: keys as its Lua scripts of version 6 name them. */
export function doorbellOf(redis: Redis, host: string) {
  /** Puts a job where a worker takes it up, with whatever fields, over whatever was there. */
  async function plant(lane: Lane, id: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const whole = { name: "grant", opts: "{}", timestamp: String(Date.now()), delay: "0", priority: "0", ...fields };
    await redis.hset(keyOf(host, lane, id), whole);
    await redis.lrem(keyOf(host, lane, "active"), 0, id);
    await redis.lpush(keyOf(host, lane, "wait"), id);
    await redis.zadd(keyOf(host, lane, "marker"), 0, "0");
  }
  return {
    key: (lane: Lane, part: string) => keyOf(host, lane, part),
    plant,
    envelope: (envelope: unknown) => ({ data: JSON.stringify({ envelope }) }),
    waiting: (lane: Lane): Promise<string[]> => redis.lrange(keyOf(host, lane, "wait"), 0, -1),
  };
}
