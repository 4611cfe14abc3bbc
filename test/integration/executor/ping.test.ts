import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyFolder } from "../../../protocol/audit/verify.ts";
import { hostsKey, inventoryKey } from "../../../protocol/doorbell.ts";
import { type Bench, prepareBench } from "../../support/executor.ts";
import { waitFor } from "../../support/wait.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await prepareBench();
});
afterEach(async () => {
  await bench.remove();
});

test("a signed grant runs and its signed result arrives", async () => {
  await bench.start();
  const grant = await bench.bot.send(bench.bot.grant("host.ping", {}));
  const result = await bench.bot.result(grant.jti);
  expect(result).toMatchObject({ action: "host.ping", status: "done", output: { host: "h1" }, steps: [] });
  expect(verifyFolder(bench.config.state)).toMatchObject({ broken: undefined, torn: false });
});

test("the same grant twice is one run and the same result again", async () => {
  await bench.start();
  const grant = await bench.bot.send(bench.bot.grant("host.ping", {}));
  const first = await bench.bot.result(grant.jti);
  await bench.bot.receipt(grant.jti);
  await bench.bot.send(grant);
  await waitFor("the result again", async () => {
    await bench.bot.read();
    return bench.bot.results(grant.jti).length > 1;
  });
  expect(bench.bot.results(grant.jti).at(-1)).toEqual(first);
  const ended = (await bench.audit()).filter(({ what }) => what === "grant.ended");
  expect(ended).toHaveLength(1);
  expect(await bench.audit()).toContainEqual(expect.objectContaining({ what: "grant.repeated", grant: grant.jti }));
});

test("a result is sent again until the bot's receipt, also by the next start, and then no more", async () => {
  await bench.start();
  const grant = await bench.bot.send(bench.bot.grant("host.ping", {}));
  await bench.bot.result(grant.jti);
  await bench.stop();
  const before = bench.bot.results(grant.jti).length;
  await bench.start();
  await waitFor("the result from the next start", async () => {
    await bench.bot.read();
    return bench.bot.results(grant.jti).length > before;
  });
  await bench.bot.receipt(grant.jti);
  await waitFor("the receipt to be read", async () => (await bench.redis.client.llen("shisa:receipts:h1")) === 0);
  await bench.stop();
  await bench.bot.read();
  const sent = bench.bot.results(grant.jti).length;
  await bench.start();
  const other = await bench.bot.send(bench.bot.grant("host.ping", {}));
  await bench.bot.result(other.jti);
  expect(bench.bot.results(grant.jti)).toHaveLength(sent);
});

test("boot and sequence only rise", async () => {
  await bench.start();
  await bench.bot.result((await bench.bot.send(bench.bot.grant("host.ping", {}))).jti);
  await bench.stop();
  await bench.start();
  await bench.bot.result((await bench.bot.send(bench.bot.grant("host.ping", {}))).jti);
  const pairs = bench.bot.reports.map(({ boot, seq }) => boot * 1_000_000 + seq);
  expect(pairs.length).toBeGreaterThan(2);
  expect(pairs).toEqual(pairs.toSorted((a, b) => a - b));
  expect(new Set(pairs).size).toBe(pairs.length);
});

test("the inventory names the host, its actions and the department's people, and stays where a new bot finds it", async () => {
  await bench.start();
  await waitFor("an inventory", async () => {
    await bench.bot.read();
    return bench.bot.bodies().some(({ kind }) => kind === "inventory");
  });
  const inventory = bench.bot.bodies().find((body) => body.kind === "inventory");
  expect(inventory).toMatchObject({
    actions: [
      ...["audit.search", "audit.own", "host.ping", "job.cancel", "key.add", "key.list", "key.remove"],
      ...["link.add", "link.class", "link.prove", "link.remove", "session.open"],
      ...["limit.set", "limit.end", "exam.preview", "exam.start", "exam.end", "maintenance.add", "maintenance.end"],
    ],
    stopped: false,
    guests: [],
  });
  expect(inventory?.people.map(({ name, roles }) => [name, ...roles])).toEqual([
    ["alice", "student"],
    ["bob", "student"],
    ["prof", "staff"],
  ]);
  expect(await bench.redis.client.smembers(hostsKey)).toEqual(["h1"]);
  expect(await bench.redis.client.get(inventoryKey("h1"))).toBeTypeOf("string");
});

test("a second executor on the same state does not start", async () => {
  await bench.start();
  await expect(bench.start()).rejects.toThrow("another executor");
});

test("an unfit Redis is refused with the setting that mends it", async () => {
  await bench.redis.client.config("SET", "maxmemory-policy", "allkeys-lru");
  await expect(bench.start()).rejects.toThrow("maxmemory-policy noeviction");
  await bench.redis.client.config("SET", "maxmemory-policy", "noeviction");
  await bench.redis.client.config("SET", "appendonly", "no");
  await expect(bench.start()).rejects.toThrow("appendonly yes");
});
