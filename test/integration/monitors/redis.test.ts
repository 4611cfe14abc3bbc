import { afterAll, beforeAll, expect, test } from "vitest";
import { createRedisMonitor } from "../../../executor/monitors/redis.ts";
import { startRedis, type ThrowAwayRedis } from "../../support/redis.ts";

// A real redis-server, made unfit in each way that its settings allow.
let redis: ThrowAwayRedis;
beforeAll(async () => {
  redis = await startRedis();
  await redis.client.ping();
});
afterAll(() => redis.remove());

const codes = async (): Promise<string[]> => {
  const { conditions } = await createRedisMonitor(redis.client, "vm1", Date.now).look(new AbortController().signal);
  return conditions.map(({ code }) => code);
};

test("a real Redis is well, unfit in each way that it can be, and well again", async () => {
  expect(await codes()).toEqual([]);
  await redis.client.config("SET", "maxmemory-policy", "allkeys-lru");
  expect(await codes()).toEqual(["redis.evicts"]);
  await redis.client.config("SET", "maxmemory-policy", "noeviction", "appendonly", "no");
  expect(await codes()).toEqual(["redis.forgets"]);
  await redis.client.config("SET", "appendonly", "yes", "maxmemory", "1mb");
  expect(await codes()).toEqual(["redis.memory", "redis.refuses"]);
  await redis.client.config("SET", "maxmemory", "0", "min-replicas-to-write", "1");
  expect(await codes()).toEqual(["redis.refuses"]);
  await redis.client.config("SET", "min-replicas-to-write", "0");
  expect(await codes()).toEqual([]);
});
