import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { catalogueVersion } from "../../protocol/catalogue.ts";
import { inventoryKey, receiptsKey, reportsKey } from "../../protocol/doorbell.ts";
import { seal } from "../../protocol/envelope.ts";
import { grantIdOf } from "../../protocol/ids.ts";
import type { OwnKeys } from "../../protocol/keys.ts";
import { type Inventory, type ReportBody, reportSchema } from "../../protocol/messages.ts";
import { sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { emptyHead } from "../support/heads.ts";
import { waitFor } from "../support/wait.ts";
import { doorbellOf } from "./kit/doorbell.ts";
import { audited, auditOf, type Insider, insiderOf } from "./kit/insider.ts";

// Somebody can write to all of Redis, where the bot and the executor of a department meet. Both are real programs.

let department: Department;
let insider: Insider;
/** The executor's own first inventory, as whoever reads Redis can keep it. */
let genuine: string;
beforeAll(async () => {
  department = await startDepartment({ components: ["redis"] });
  insider = await insiderOf(department);
  await waitFor("the bot to have heard of the host", async () => (await say("/vm list")).status === "done");
  genuine = (await insider.redis.get(inventoryKey("vm1"))) ?? "";
});
afterAll(async () => {
  insider?.close();
  await department?.stop();
});

const say = (line: string, account = "e235701") => sayTo(department.socket, account, line).final;

/** What a student is shown of their guests and of themselves, without the words about its age. */
async function shown() {
  const [list, me] = await Promise.all([say("/vm list"), say("/me")]);
  expect(list.output).toHaveProperty("guests");
  const { heardAt: _, ...guests } = list.output as { heardAt: number };
  return { guests, title: me.reply.title, me: me.output };
}

let before: Awaited<ReturnType<typeof shown>>;
beforeEach(async () => {
  before = await shown();
});

/** What people see is as it was, and what they ask for is done. */
async function nothingFalse(): Promise<void> {
  expect(await shown()).toEqual(before);
  expect(await say("/ping")).toMatchObject({ status: "done", output: { host: "vm1" } });
  expect(await shown()).toEqual(before);
}

const lying: Inventory = {
  kind: "inventory",
  catalogue: catalogueVersion,
  actions: ["host.ping"],
  stopped: true,
  acceleration: "none",
  reach: null,
  capacity: { cpus: 1, memoryMiB: 1, diskTotalMiB: 1, diskFreeMiB: 0 },
  templates: [],
  guests: [
    {
      uuid: "0b3c5c9e-6a3c-4a39-9d5e-0d5a4b1d2f10",
      name: "planted",
      hostName: "e235701-planted",
      owner: { name: "e235701", uid: 235701 },
      state: "running",
      template: "tiny",
      cpu: 1,
      memoryMiB: 256,
      diskGiB: 1,
      mac: "52:54:00:00:00:01",
      address: "10.0.0.66",
      note: null,
      createdAt: "2026-01-01T00:00:00.000Z",
    },
  ],
  people: [{ name: "e235701", uid: 235701, fullName: "Mallory", roles: ["admin"] }],
  jobs: { running: 0, waiting: 0 },
  audit: emptyHead,
};

const reportOf = (bodies: ReportBody[], own: OwnKeys, more: object = {}) => ({
  iss: own.id,
  aud: insider.public.bot.id,
  iat: Math.floor(Date.now() / 1000),
  host: "vm1",
  boot: 1_000_000,
  seq: 1,
  bodies,
  ...more,
});
const sealed = (bodies: ReportBody[], own: OwnKeys, more: object = {}) =>
  seal("shisa-report", reportOf(bodies, own, more), own, insider.public.bot);

test("an inventory by a key that no trust file names is not shown, neither pushed nor left for the next start", async () => {
  const forged = await sealed([lying], insider.stranger.executor);
  await insider.redis.rpush(reportsKey, forged);
  await audited(department, "bot", { event: "report.refused", why: "the signing key is not known here" });
  await insider.redis.set(inventoryKey("vm1"), forged);
  await department.bot().kill();
  await insider.redis.set(inventoryKey("vm1"), forged);
  await department.startBot();
  await nothingFalse();
});

test("an inventory that claims the host's own key and is signed by another is not shown", async () => {
  const message = reportOf([lying], insider.stranger.executor, { iss: insider.public.executor.id });
  const own = { ...insider.stranger.executor, id: insider.public.executor.id };
  await insider.redis.rpush(reportsKey, await seal("shisa-report", message, own, insider.public.bot));
  await audited(department, "bot", { event: "report.refused", why: "checking the signature failed" });
  await nothingFalse();
});

test("an inventory signed by the bot's own key is none of an executor's", async () => {
  await insider.redis.rpush(reportsKey, await sealed([lying], insider.stolen.bot));
  await audited(department, "bot", { event: "report.refused", why: "the signing key's role is bot" });
  await nothingFalse();
});

test("another host's key says nothing about this host", async () => {
  const own = insider.stolen.executor;
  await insider.redis.rpush(reportsKey, await sealed([lying], own, { host: "vm2" }));
  await audited(department, "bot", { event: "report.distrusted", why: "a report in another host's name" });
  await nothingFalse();
});

test("altered and unsigned reports, and garbage of every length, are not shown", async () => {
  const parts = genuine.split(".");
  const body = parts[3] ?? "";
  parts[3] = `${body.slice(0, 40)}${body.charAt(40) === "A" ? "B" : "A"}${body.slice(41)}`;
  const unsigned = JSON.stringify(reportOf([lying], insider.stolen.executor));
  const garbage = [
    "",
    ".",
    "....",
    "\u0000",
    "x".repeat(5_000_000),
    unsigned,
    Buffer.from(unsigned).toString("base64"),
  ];
  await insider.redis.rpush(reportsKey, parts.join("."), ...garbage);
  await audited(department, "bot", { event: "report.refused", why: "unsealing failed" });
  await audited(department, "bot", { event: "report.refused", why: "the envelope is too large" });
  await nothingFalse();
});

test("an older inventory of the host's own, replayed as report and as the one left, does not come back", async () => {
  const left = await insider.redis.get(inventoryKey("vm1"));
  await department.executor().stop();
  await department.startExecutor();
  await waitFor("a newer inventory", async () => (await insider.redis.get(inventoryKey("vm1"))) !== left);
  const heard = async () => ((await say("/vm list")).output as { heardAt: number }).heardAt;
  await nothingFalse();
  const newer = await heard();
  await insider.redis.rpush(reportsKey, genuine);
  await audited(department, "bot", { event: "report.distrusted", why: "an older inventory" });
  expect(await heard()).toBeGreaterThanOrEqual(newer);
  await department.bot().kill();
  await insider.redis.set(inventoryKey("vm1"), genuine);
  await department.startBot();
  expect(await heard()).toBeGreaterThanOrEqual(newer);
  await nothingFalse();
});

test("a result that was given for one command is none for another, and no forged one ends it", async () => {
  await department.executor().kill();
  const waiting = sayTo(department.socket, "e235701", "/ping");
  const grant = grantIdOf(`terminal:${waiting.id}`);
  // Before that it would be a result for a grant that was not sent.
  await waitFor("the command to be accepted", () => waiting.messages.length > 0);
  const pong: ReportBody = {
    kind: "result",
    grant,
    action: "host.ping",
    status: "done",
    output: { host: "evil" },
    steps: [],
    startedAt: 1,
    endedAt: 2,
  };
  const stale: ReportBody = { kind: "progress", grant, state: "undoing", steps: [], turn: 9 };
  reportSchema.parse(reportOf([pong, stale], insider.stranger.executor));
  await insider.redis.rpush(reportsKey, await sealed([stale], insider.stranger.executor));
  await insider.redis.rpush(reportsKey, await sealed([pong], insider.stranger.executor));
  await insider.redis.rpush(reportsKey, await sealed([{ ...pong, action: "vm.create" }], insider.stolen.executor));
  await audited(department, "bot", { event: "report.distrusted", why: "a result of another action" });
  expect(waiting.messages.some(({ final }) => final)).toBe(false);
  await department.startExecutor();
  expect(await waiting.final).toMatchObject({ status: "done", output: { host: "vm1" } });
});

test("keys of a wrong type in every place are only a delay", async () => {
  const bell = doorbellOf(insider.redis, "vm1");
  const places = ["wait", "active", "meta", "marker", "id", "events", "stalled"];
  for (const key of [
    reportsKey,
    receiptsKey("vm1"),
    inventoryKey("vm1"),
    ...places.map((part) => bell.key("quick", part)),
  ]) {
    const wrong = insider.redis.multi().del(key);
    await (key.endsWith(":meta") ? wrong.set(key, "x") : wrong.hset(key, "planted", "x")).exec();
  }
  await nothingFalse();
});

test("a paused queue holds a command back, and lets go of it when all of Redis is emptied", async () => {
  const bell = doorbellOf(insider.redis, "vm1");
  await insider.redis.hset(bell.key("quick", "meta"), "paused", "1");
  const waiting = sayTo(department.socket, "e235701", "/ping");
  await waitFor("the first message", () => waiting.messages.length > 0);
  await insider.redis.flushall();
  expect(await waiting.final).toMatchObject({ status: "done", output: { host: "vm1" } });
  await nothingFalse();
});

test("a flood of thousands of reports is thrown away, and the audit stays small", async () => {
  const told = (await auditOf(department, "bot")).length;
  const forged = await sealed([lying], insider.stranger.executor);
  const flood = insider.redis.pipeline();
  for (let index = 0; index < 5_000; index += 1) flood.rpush(reportsKey, index % 2 === 0 ? forged : `forged ${index}`);
  await flood.exec();
  await nothingFalse();
  await waitFor("the list to be empty", async () => (await insider.redis.llen(reportsKey)) < 10, 30_000);
  expect((await auditOf(department, "bot")).length - told).toBeLessThan(60);
});

test("both audits of all this are unbroken chains, and tell nothing that was planted", async () => {
  const both = JSON.stringify([await auditOf(department, "bot"), await auditOf(department, "executor")]);
  expect(both).not.toMatch(/Mallory|planted|10\.0\.0\.66/);
});
