import { describe, expect, it } from "vitest";
import { type AskedRedis, createRedisMonitor } from "../../../../executor/monitors/redis.ts";

const at = 1_800_000_000_000;
const good = {
  maxmemory_policy: "noeviction",
  aof_enabled: "1",
  aof_last_write_status: "ok",
  used_memory: "1000",
  maxmemory: "0",
};

/** A Redis that answers INFO from `fields`, and refuses writes with `refusal` if that is given. */
function redis(fields: Record<string, string>, more: { refusal?: string; clockMs?: number; status?: string } = {}) {
  const text = Object.entries(fields)
    .map(([name, value]) => `${name}:${value}\r\n`)
    .join("");
  return {
    status: more.status ?? "ready",
    info: async () => text,
    time: async () => [String((more.clockMs ?? at) / 1000), "0"],
    set: async () => {
      if (more.refusal !== undefined) throw new Error(more.refusal);
      return "OK";
    },
  } as unknown as AskedRedis;
}

const told = async (one: AskedRedis): Promise<string[]> => {
  const { conditions } = await createRedisMonitor(one, "vm1", () => at).look(new AbortController().signal);
  return conditions.map(({ code, severity, scope }) => `${code} ${severity} ${scope}`);
};

describe("Redis, as a host sees it", () => {
  it.each([
    ["is well", {}, []],
    ["evicts", { maxmemory_policy: "allkeys-lru" }, ["redis.evicts error department"]],
    ["does not persist", { aof_enabled: "0" }, ["redis.forgets error department"]],
    ["could not write its file", { aof_last_write_status: "err" }, ["redis.write_failed error department"]],
    ["is four fifths full", { used_memory: "85", maxmemory: "100" }, ["redis.memory warning department"]],
    ["is full", { used_memory: "99", maxmemory: "100" }, ["redis.memory error department"]],
    ["has no limit", { used_memory: "999999999999" }, []],
    ["says its limit in garbage", { used_memory: "many", maxmemory: "-1" }, []],
  ])("%s", async (_, more, expected) => {
    expect(await told(redis({ ...good, ...more }))).toEqual(expected);
  });

  it("that says nothing of itself is taken for one that is not fit", async () => {
    expect(await told(redis({}))).toEqual(["redis.evicts error department", "redis.forgets error department"]);
  });

  it("that refuses a harmless write says why", async () => {
    const one = redis(good, { refusal: "MISCONF Redis is configured to save RDB snapshots" });
    expect(await told(one)).toEqual(["redis.refuses error department"]);
  });

  it("shows this host's clock to be off: a warning before the 30 s at which it refuses everything, then an error", async () => {
    expect(await told(redis(good, { clockMs: at + 14_000 }))).toEqual([]);
    expect(await told(redis(good, { clockMs: at + 20_000 }))).toEqual(["host.clock warning host"]);
    expect(await told(redis(good, { clockMs: at - 40_000 }))).toEqual(["host.clock error host"]);
  });

  it("that is away is a fault, at once", async () => {
    await expect(told(redis(good, { status: "reconnecting" }))).rejects.toThrow("Redis is away (reconnecting)");
  });
});
