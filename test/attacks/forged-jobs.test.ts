import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkChain } from "../../protocol/chain.ts";
import { receiptsKey } from "../../protocol/doorbell.ts";
import { seal } from "../../protocol/envelope.ts";
import { generateKeys, importOwnKeys, importPeer } from "../../protocol/keys.ts";
import type { Grant } from "../../protocol/messages.ts";
import { freshId } from "../support/bot.ts";
import { type Bench, prepareBench } from "../support/executor.ts";
import { fakeCreate, fakeInput } from "../support/fake-create.ts";
import { waitFor } from "../support/wait.ts";
import { doorbellOf } from "./kit/doorbell.ts";

// Somebody can write to all of Redis and has no key. A real Redis and a real executor, whose only guest is made of
// files, so that everything it does can be counted.

let bench: Bench;
let bell: ReturnType<typeof doorbellOf>;
beforeEach(async () => {
  bench = await prepareBench();
  bell = doorbellOf(bench.redis.client, bench.config.host);
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
});
afterEach(() => bench.remove());

const textOf = (name: string): Promise<string> => readFile(join(bench.folder, name), "utf8").catch(() => "");
/** All that has happened because of grants: steps done and undone, programs started, records written. */
const traces = async () => ({
  steps: await textOf("log"),
  programs: (await bench.asked()).filter((line) => line.startsWith("initgroups")),
  journal: await textOf("state/journal.jsonl"),
});

/** The executor tells this reason in its audit once more than before. */
async function isAudited(attack: () => Promise<unknown>, reason: RegExp): Promise<void> {
  const count = async () =>
    (await bench.audit()).filter(
      ({ what, reason: said }) => what !== "executor.started" && reason.test(`${String(what)} ${String(said)}`),
    ).length;
  const before = await count();
  await attack();
  await waitFor(`the audit to tell of ${reason}`, async () => (await count()) > before);
}

/** A create that is honest in all is done, and its steps were done once. */
async function honestWorkGoesOn(): Promise<Grant> {
  const grant = await bench.bot.send(bench.bot.grant("vm.create", fakeInput));
  expect(await bench.bot.result(grant.jti)).toMatchObject({ status: "done" });
  await bench.bot.receipt(grant.jti);
  return grant;
}

/** Nothing is done while `attack` goes on and is audited for `reason`; afterwards honest work still is. */
async function changesNothing(attack: () => Promise<unknown>, reason: RegExp): Promise<void> {
  const before = await traces();
  await isAudited(attack, reason);
  expect(await traces()).toEqual(before);
  await honestWorkGoesOn();
}

const ring = (envelope: string, id = freshId()) => bench.bot.ring(envelope, "long", id);
const grantOf = (more: Partial<Grant> = {}): Grant => bench.bot.grant("vm.create", fakeInput, more);

test("a forged grant, signed by a key that no trust file names, starts nothing", async () => {
  const forged = bench.stranger.grant("vm.create", fakeInput, { iss: bench.botKeys.id });
  await changesNothing(async () => ring(await bench.stranger.envelopeOf(forged), forged.jti), /not known here/);
});

test("a grant altered anywhere in its envelope starts nothing", async () => {
  const envelope = await bench.bot.envelopeOf(grantOf());
  for (const index of [0, 2, 3, 4]) {
    const parts = envelope.split(".");
    const part = parts[index] ?? "";
    const middle = Math.floor(part.length / 2);
    parts[index] = part.slice(0, middle) + (part.charAt(middle) === "A" ? "B" : "A") + part.slice(middle + 1);
    await changesNothing(() => ring(parts.join(".")), /unsealing/);
  }
});

test("a grant that another executor was sent is of no use here: neither as it is nor sealed anew", async () => {
  const other = await generateKeys("h2", "executor", 3_600_000);
  const [own, peer] = [await importOwnKeys(other.file), await importPeer(other.entry)];
  const misaddressed = grantOf({ aud: own.id });
  await changesNothing(async () => ring(await seal("shisa-grant", misaddressed, bench.botKeys, peer)), /unsealing/);
  // The other host's root can open what was sealed to it, and can seal its inside again, to us.
  await changesNothing(async () => ring(await bench.bot.envelopeOf(misaddressed)), /addressed to another/);
});

test("a grant signed by an executor's key is not a bot's, though both keys are trusted", async () => {
  const own = await importOwnKeys(JSON.parse(await textOf("keys")));
  const grant = grantOf({ iss: own.id });
  await changesNothing(async () => ring(await seal("shisa-grant", grant, own, bench.executorKeys)), /role is executor/);
});

test("a bot's receipt or a whole report put into the queue is no grant", async () => {
  const receipt = { iss: bench.botKeys.id, aud: bench.executorKeys.id, iat: 1, grants: [] };
  const sealed = await seal("shisa-receipt", receipt, bench.botKeys, bench.executorKeys);
  await changesNothing(() => ring(sealed), /no shisa-grant/);
});

test("a grant that has run runs no second time: rung for again, under another number, or by hand after it was removed", async () => {
  const grant = await honestWorkGoesOn();
  const envelope = await bench.bot.envelopeOf(grant);
  await changesNothing(() => ring(envelope, grant.jti), /grant\.repeated/);
  await changesNothing(() => ring(envelope), /grant\.repeated/);
  await changesNothing(() => bell.plant("long", grant.jti, bell.envelope(envelope)), /grant\.repeated/);
  await changesNothing(() => bell.plant("quick", grant.jti, bell.envelope(envelope)), /grant\.repeated/);
});

test("a grant that has run is not re-opened by HSET of its attempts and state", async () => {
  const grant = await honestWorkGoesOn();
  const data = bell.envelope(await bench.bot.envelopeOf(grant));
  const reopened = { ...data, atm: "0", ats: "0", attemptsMade: "0", opts: JSON.stringify({ attempts: 9 }) };
  const finished = { ...reopened, finishedOn: "1", returnvalue: '"done"', failedReason: "" };
  await changesNothing(() => bell.plant("long", grant.jti, reopened), /grant\.repeated/);
  await changesNothing(() => bell.plant("long", grant.jti, finished), /grant\.repeated/);
});

test("the same grant rung for fifty times at once runs once", async () => {
  const grant = grantOf();
  const envelope = await bench.bot.envelopeOf(grant);
  const before = (await traces()).steps;
  await Promise.all(Array.from({ length: 50 }, () => ring(envelope)));
  expect(await bench.bot.result(grant.jti)).toMatchObject({ status: "done" });
  await waitFor("the doorbell to be empty", async () => (await bell.waiting("long")).length === 0);
  const done = (await traces()).steps.slice(before.length);
  expect(done.match(/^do address$/gm)).toHaveLength(1);
});

test("a job whose envelope was swapped for another's does what that other says, once, and nothing for the first", async () => {
  const [first, second] = [grantOf(), grantOf()];
  await bell.plant("long", first.jti, bell.envelope(await bench.bot.envelopeOf(second)));
  expect(await bench.bot.result(second.jti)).toMatchObject({ status: "done" });
  expect(await textOf("state/journal.jsonl")).not.toContain(first.jti);
  // The bot rings again for what was not answered.
  await bench.bot.send(first);
  expect(await bench.bot.result(first.jti)).toMatchObject({ status: "done" });
});

test("an expired grant is not run, and held back long enough an honest one expires", async () => {
  const past = Math.floor(Date.now() / 1000) - 1000;
  const late = grantOf({ iat: past, exp: past + 900 });
  const before = await traces();
  await ring(await bench.bot.envelopeOf(late), late.jti);
  expect(await bench.bot.result(late.jti)).toMatchObject({ status: "not_run", refusal: { code: "deadline.passed" } });
  const { steps, programs } = await traces();
  expect({ steps, programs }).toEqual({ steps: before.steps, programs: before.programs });
  expect(await bench.audit()).toContainEqual(expect.objectContaining({ what: "grant.ended", grant: late.jti }));
});

const junk: readonly [string, Readonly<Record<string, string>>][] = [
  ["no data", {}],
  ["data that is no JSON", { data: "{" }],
  ["null for data", { data: "null" }],
  ["a list for data", { data: "[1,2]" }],
  ["a number for an envelope", { data: '{"envelope":7}' }],
  ["an object for an envelope", { data: '{"envelope":{"length":1,"split":1}}' }],
  ["a prototype for data", { data: '{"__proto__":{"envelope":"x"}}' }],
  ["options that are no JSON", { data: '{"envelope":"x"}', opts: "{" }],
  ["options that are null", { data: '{"envelope":"x"}', opts: "null" }],
  ["a parent elsewhere", { data: '{"envelope":"x"}', parentKey: "bull:a:b", parent: '{"id":"b","queueKey":"bull:a"}' }],
  ["a repetition", { data: '{"envelope":"x"}', opts: '{"repeat":{"every":1},"jobId":"x"}', rjk: "x" }],
  ["attempts without end", { data: '{"envelope":"x"}', opts: '{"attempts":1e9,"backoff":{"type":"nonsense"}}' }],
  ["a name of its own", { name: "__proto__", data: '{"envelope":"x"}' }],
  ["times that are no numbers", { data: '{"envelope":"x"}', timestamp: "soon", delay: "-", priority: "NaN" }],
  ["a stack trace that is no list", { data: '{"envelope":"x"}', stacktrace: "{", returnvalue: "{" }],
  ["a deferred failure", { data: '{"envelope":"x"}', defa: "{}", deferredFailure: "x" }],
];

test.each(junk)("a job with %s starts nothing and stops nobody", async (_, fields) => {
  const { steps } = await traces();
  await bell.plant("long", freshId(), fields);
  await bell.plant("quick", freshId(), fields);
  expect((await traces()).steps).toBe(steps);
  await honestWorkGoesOn();
});

test("keys of a wrong type in the doorbell's place are only a delay", async () => {
  const { client } = bench.redis;
  for (const part of ["wait", "active", "meta", "marker", "id", "events", "stalled", "stalled-check", "completed"]) {
    const wrong = client.multi().del(bell.key("long", part));
    await (part === "meta"
      ? wrong.rpush(bell.key("long", part), "x")
      : wrong.hset(bell.key("long", part), "a", "b")
    ).exec();
  }
  await client.multi().del(receiptsKey("h1")).hset(receiptsKey("h1"), "a", "b").exec();
  const { steps } = await traces();
  const keys = await client.keys(bell.key("long", "*"));
  if (keys.length > 0) await client.del(...keys);
  expect((await traces()).steps).toBe(steps);
  await waitFor("the executor to mend its receipts", async () => (await client.type(receiptsKey("h1"))) !== "hash");
  await honestWorkGoesOn();
});

test("a paused doorbell and one with a speed limit ring as soon as somebody mends them", async () => {
  const meta = bell.key("long", "meta");
  for (const [field, value] of [
    ["paused", "1"],
    ["concurrency", "0"],
  ] as const) {
    const grant = grantOf();
    await bench.redis.client.hset(meta, field, value);
    await bench.bot.send(grant);
    await bench.redis.empty();
    await bench.bot.send(grant);
    expect(await bench.bot.result(grant.jti)).toMatchObject({ status: "done" });
  }
});

test("deleted keys, all of them, lose nothing that an honest bot rings for again", async () => {
  const grant = grantOf();
  await bench.bot.send(grant);
  await bench.redis.empty();
  await bench.bot.send(grant);
  expect(await bench.bot.result(grant.jti)).toMatchObject({ status: "done" });
});

test("a flood of thousands of jobs and of receipts fills neither the audit nor the way", async () => {
  const { client } = bench.redis;
  const audited = (await bench.audit()).length;
  const flood = client.pipeline();
  for (let index = 0; index < 3_000; index += 1) {
    flood.hset(bell.key("quick", `flood-${index}`), {
      name: "grant",
      data: '{"envelope":"x"}',
      opts: "{}",
      timestamp: 1,
    });
    flood.lpush(bell.key("quick", "wait"), `flood-${index}`);
    flood.rpush(receiptsKey("h1"), "x".repeat(1000));
  }
  flood.zadd(bell.key("quick", "marker"), 0, "0");
  await flood.exec();
  await honestWorkGoesOn();
  const ping = await bench.bot.send(bench.bot.grant("host.ping", {}));
  expect(await bench.bot.result(ping.jti, 30_000)).toMatchObject({ status: "done" });
  await waitFor("the flood to be over", async () => (await bell.waiting("quick")).length === 0, 30_000);
  expect((await bench.audit()).length - audited).toBeLessThan(30);
});

test("a receipt that is forged, or a stranger's, does not silence a result", async () => {
  const grant = await bench.bot.send(grantOf());
  await bench.bot.result(grant.jti);
  await isAudited(() => bench.stranger.receipt(grant.jti), /receipt: |receipt\.rejected/);
  const before = bench.bot.results(grant.jti).length;
  await waitFor("the result to come again", async () => {
    await bench.bot.read();
    return bench.bot.results(grant.jti).length > before;
  });
  await bench.bot.receipt(grant.jti);
});

test("the audit of all this is one unbroken chain", async () => {
  expect(checkChain(await textOf("state/audit.log"))).toMatchObject({ ok: true });
});
