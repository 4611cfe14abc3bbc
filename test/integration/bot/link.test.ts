import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect, type Link } from "../../../bot/link.ts";
import { createLog } from "../../../bot/log.ts";
import { type TestRedis, testRedis } from "./redis.ts";
import { until } from "./until.ts";

let folder: string;
let redis: TestRedis;
let link: Link | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shisa-link-"));
  redis = testRedis(folder);
});
afterEach(async () => {
  link?.stop();
  link = undefined;
  await redis.stop();
  rmSync(folder, { recursive: true });
});
const log = createLog("silent");

test("a Redis that is away is waited for", async () => {
  const connecting = connect(redis.url, log);
  await redis.start();
  link = await connecting;
  expect(link.usable()).toBe(true);
});

test("each return of Redis is told, and in between it is not usable", async () => {
  await redis.start();
  const made = await connect(redis.url, log);
  link = made;
  let told = 0;
  made.onUsable(() => {
    told += 1;
  });
  expect(told).toBe(1);
  await redis.kill();
  await until("it is noticed", () => !made.usable());
  await redis.start();
  await until("it is told again", () => told === 2);
});

test("a Redis that comes back without persistence is not used until it is mended", { timeout: 20_000 }, async () => {
  await redis.start();
  const made = await connect(redis.url, log);
  link = made;
  await redis.kill();
  await redis.start("--appendonly", "no");
  expect(await redis.client().config("GET", "appendonly")).toEqual(["appendonly", "no"]);
  await until("it is connected", () => made.redis.status === "ready");
  // Asked after its settings on the same connection: what the link asked before has been answered.
  await made.redis.ping();
  expect(made.usable()).toBe(false);
  await redis.client().config("SET", "appendonly", "yes");
  await until("it is used again", () => made.usable());
});
