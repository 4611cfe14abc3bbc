import { writeFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { seal } from "../../../protocol/envelope.ts";
import { type Bench, prepareBench } from "../../support/executor.ts";
import { fakeCreate, fakeInput } from "../../support/fake-create.ts";
import { waitFor } from "../../support/wait.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await prepareBench();
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
});
afterEach(async () => {
  await bench.remove();
});

const seconds = (): number => Math.floor(Date.now() / 1000);

/** Rings with something that must leave nothing but a line in the audit. */
async function isTurnedAway(envelope: string, reason: RegExp): Promise<void> {
  await bench.bot.ring(envelope, "quick", `job-${performance.now()}`);
  await waitFor(`an audit line that says ${reason}`, async () =>
    (await bench.audit()).some((entry) => entry["what"] === "grant.rejected" && reason.test(String(entry["reason"]))),
  );
  expect((await bench.audit()).filter(({ what }) => what === "grant.ended")).toEqual([]);
  await bench.bot.read();
  expect(bench.bot.bodies().filter(({ kind }) => kind === "result")).toEqual([]);
}

test("what is no envelope is turned away", async () => {
  await isTurnedAway("not an envelope", /unsealing/);
});

test("an altered envelope is turned away", async () => {
  const envelope = await bench.bot.envelopeOf(bench.bot.grant("host.ping", {}));
  const at = envelope.length - 40;
  await isTurnedAway(envelope.slice(0, at) + (envelope[at] === "A" ? "B" : "A") + envelope.slice(at + 1), /unsealing/);
});

test("a grant that is signed by a key which the trust file does not name is turned away", async () => {
  await isTurnedAway(await bench.stranger.envelopeOf(bench.stranger.grant("host.ping", {})), /not known here/);
});

test("a grant that claims to come from the bot and does not is turned away", async () => {
  const grant = bench.stranger.grant("host.ping", {}, { iss: bench.botKeys.id });
  await isTurnedAway(await bench.stranger.envelopeOf(grant), /not known here/);
});

test("a grant for another executor is turned away", async () => {
  await isTurnedAway(await bench.bot.envelopeOf(bench.bot.grant("host.ping", {}, { aud: "another" })), /another/);
});

test("a message of another kind is no grant", async () => {
  const message = bench.bot.grant("host.ping", {});
  await isTurnedAway(await seal("shisa-receipt", message, bench.botKeys, bench.executorKeys), /no shisa-grant/);
});

test("a flood of junk cannot fill the audit", async () => {
  await Promise.all(Array.from({ length: 40 }, (_, index) => bench.bot.ring("junk", "quick", `junk-${index}`)));
  const ping = await bench.bot.send(bench.bot.grant("host.ping", {}));
  await bench.bot.result(ping.jti);
  await bench.stop();
  const entries = await bench.audit();
  expect(entries.filter(({ what }) => what === "grant.rejected")).toHaveLength(5);
  expect(entries).toContainEqual(expect.objectContaining({ what: "repeated", times: 35 }));
});

const refusals: readonly [string, () => Parameters<Bench["bot"]["grant"]>, object][] = [
  ["expired", () => ["host.ping", {}, { iat: seconds() - 100, exp: seconds() - 1 }], late()],
  ["from the future", () => ["host.ping", {}, { iat: seconds() + 100, exp: seconds() + 200 }], says("clock.off")],
  ["valid for too long", () => ["host.ping", {}, { exp: seconds() + 3600 }], says("input.invalid")],
  ["of another catalogue", () => ["host.ping", {}, { catalogue: "0123456789abcdef" }], says("catalogue.version")],
  ["for an unknown action", () => ["host.format", {}], says("action.unknown")],
  ["for an action called __proto__", () => ["__proto__", {}], says("action.unknown")],
  [
    "for an action that this host does not offer",
    () => ["vm.stop", { name: "web", force: true }],
    says("action.unknown"),
  ],
  ["with more input than there is", () => ["host.ping", { extra: 1 }], says("input.invalid")],
  ["with bad input", () => ["vm.create", { ...fakeInput, name: "$(reboot)" }], says("input.invalid")],
  ["for nobody", () => ["host.ping", {}, { person: { name: "nobody-here", uid: 5009 } }], says("person.unknown")],
  ["for somebody departed", () => ["host.ping", {}, { person: { name: "gone", uid: 5004 } }], says("person.unknown")],
  ["with another's uid", () => ["host.ping", {}, { person: { name: "alice", uid: 5002 } }], says("person.mismatch")],
];

function says(code: string): object {
  return { status: "refused", refusal: { code } };
}
function late(): object {
  return { status: "not_run", refusal: { code: "deadline.passed" } };
}

test.each(refusals)("a signed grant %s is refused with a code, audited, and never runs", async (_, grantOf, answer) => {
  const grant = await bench.bot.send(bench.bot.grant(...grantOf()));
  expect(await bench.bot.result(grant.jti)).toMatchObject(answer);
  await bench.bot.send(grant);
  await waitFor("the repeat to be seen", async () =>
    (await bench.audit()).some(({ what }) => what === "grant.repeated"),
  );
  const ended = (await bench.audit()).filter(({ what }) => what === "grant.ended");
  expect(ended).toMatchObject([{ grant: grant.jti }]);
});

test("a stop file lets reads through and refuses everything else", async () => {
  await writeFile(bench.config.stopFile, "");
  const change = await bench.bot.send(bench.bot.grant("vm.create", fakeInput));
  expect(await bench.bot.result(change.jti)).toMatchObject({ status: "refused", refusal: { code: "host.stopped" } });
  const read = await bench.bot.send(bench.bot.grant("host.ping", {}));
  expect(await bench.bot.result(read.jti)).toMatchObject({ status: "done" });
});

test("whoever is asked about, getent sees each name as one argument", async () => {
  const grant = await bench.bot.send(bench.bot.grant("host.ping", {}));
  await bench.bot.result(grant.jti);
  expect(await bench.asked()).toContain("initgroups alice");
});

test("keys of a wrong type in Redis do not stop the reports", async () => {
  await bench.redis.client.del("shisa:reports");
  await bench.redis.client.set("shisa:reports", "poison");
  await bench.redis.client.set("shisa:receipts:h1", "poison");
  const grant = await bench.bot.send(bench.bot.grant("host.ping", {}));
  await waitFor("the list to be mended", async () => (await bench.redis.client.type("shisa:reports")) === "list");
  expect(await bench.bot.result(grant.jti)).toMatchObject({ status: "done" });
});
