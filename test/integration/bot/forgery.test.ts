import { afterEach, beforeEach, expect, test } from "vitest";
import { inventoryKey, reportsKey } from "../../../protocol/doorbell.ts";
import type { Inventory } from "../../../protocol/messages.ts";
import type { Said } from "./client.ts";
import { created, plainInventory, pong, progressOf, resultOf } from "./fake-executor.ts";
import { auditTells, type Scene, setScene } from "./scene.ts";
import { until } from "./until.ts";

// Whoever can write to Redis, and whoever has another host's keys, tries to have something false shown.

let scene: Scene;
let said: Said & { readonly grant: string };
let grant: string;
beforeEach(async () => {
  scene = await setScene();
  said = scene.say("/vm create web");
  grant = await scene.arrived(said);
});
afterEach(async () => {
  said.hangUp();
  await scene.end();
});

/** The command goes on as if nothing had been said, and its own host's word still ends it. */
async function stillEndsTruly(): Promise<void> {
  expect(said.messages.every(({ final }) => !final)).toBe(true);
  await scene.vm1.say([created(grant, "web")]);
  expect(await said.final).toMatchObject({ status: "done", output: { address: "192.0.2.7" } });
}

test("text that is no envelope changes nothing and is audited", async () => {
  await scene.redis.client().rpush(reportsKey, "{}", "", "a.b.c.d.e", "\u0000".repeat(1000));
  await auditTells(scene, "report.refused", "unsealing failed");
  await stillEndsTruly();
});

test("a result by a key that nobody knows changes nothing and is audited", async () => {
  await scene.vm1.say([created(grant, "evil")], { own: scene.stranger });
  await auditTells(scene, "report.refused", "the signing key is not known here");
  await stillEndsTruly();
});

test("an altered envelope changes nothing and is audited", async () => {
  const envelope = await scene.vm1.sealed([created(grant, "web")]);
  const parts = envelope.split(".");
  const text = parts[3] ?? "";
  parts[3] = (text.startsWith("A") ? "B" : "A") + text.slice(1);
  await scene.redis.client().rpush(reportsKey, parts.join("."));
  await auditTells(scene, "report.refused", "unsealing failed");
  await stillEndsTruly();
});

test("a result that another trusted host signs for this host's grant changes nothing and is audited", async () => {
  await scene.vm2.say([created(grant, "evil")]);
  await auditTells(scene, "report.distrusted", "a result for another executor's grant");
  await scene.vm2.say([progressOf(grant, 9, "undoing", "reserve")]);
  await auditTells(scene, "report.distrusted", "progress of another executor's grant");
  await stillEndsTruly();
});

test("a report in another host's name changes nothing and is audited", async () => {
  await scene.vm2.say([created(grant, "evil")], { host: "vm1" });
  await auditTells(scene, "report.distrusted", "a report in another host's name");
  await stillEndsTruly();
});

test("a report that names another as its issuer changes nothing and is audited", async () => {
  await scene.vm2.say([created(grant, "evil")], { iss: "vm1", host: "vm1" });
  await auditTells(scene, "report.refused", "the issuer is not the signer");
  await stillEndsTruly();
});

test("an output of the wrong shape is not shown, and is audited", async () => {
  await scene.vm1.say([resultOf(grant, "vm.create", { output: { host: "vm1" } })]);
  await auditTells(scene, "report.distrusted", "an output of the wrong shape");
  await scene.vm1.say([resultOf(grant, "vm.create", {})]);
  await scene.vm1.say([pong(grant)]);
  await auditTells(scene, "report.distrusted", "a result of another action");
  await scene.vm1.say([resultOf(grant, "vm.create", { status: "failed" })]);
  await auditTells(scene, "report.distrusted", "a failure without its reason");
  await scene.vm1.say([progressOf(grant, 1, "running", "format the disk")]);
  await auditTells(scene, "report.distrusted", "progress with unknown steps");
  await stillEndsTruly();
});

test("a result for a grant that the bot did not send is audited and gets no receipt", async () => {
  const other = `g${"0".repeat(32)}`;
  await scene.vm1.say([pong(other)]);
  await auditTells(scene, "report.distrusted", "a result for a grant that was not sent");
  await stillEndsTruly();
  await until("the receipt", async () => (await scene.vm1.receipts()).includes(grant));
  expect(await scene.vm1.receipts()).not.toContain(other);
});

test("an older inventory, replayed, does not take the place of a newer", async () => {
  const old = await scene.vm1.sealed([inventoryOf("Old Name")], { boot: 5, seq: 1 });
  await scene.vm1.say([inventoryOf("New Name")], { boot: 5, seq: 2 });
  await until("the new name is shown", async () => (await scene.say("/me").final).reply.title === "New Name");
  await scene.redis.client().rpush(reportsKey, old);
  await auditTells(scene, "report.distrusted", "an older inventory");
  expect((await scene.say("/me").final).reply.title).toBe("New Name");
  await scene.stopBot();
  await scene.redis.client().set(inventoryKey("vm1"), old);
  await scene.startBot();
  expect((await scene.say("/me").final).reply.title).toBe("New Name");
});

test("an inventory is as old as its signature, however late it arrives", async () => {
  const before = Math.floor(Date.now() / 1000) - 600;
  await scene.vm1.sayInventory({}, { boot: 7, iat: before });
  await until("vm1 is silent", async () => {
    const { output } = await scene.say("/hosts").final;
    return JSON.stringify(output).includes('"vm1":"silent"');
  });
});

test("old progress, replayed for ever, does not keep the bot from asking what became of a command", async () => {
  const client = scene.redis.client();
  const asked = (): number => scene.vm1.grants.filter(({ jti }) => jti === grant).length;
  const before = Math.floor(Date.now() / 1000) - 600;
  const old = await scene.vm1.sealed([progressOf(grant, 1, "running", "reserve")], { boot: 5, iat: before });
  const replay = setInterval(() => void client.rpush(reportsKey, old), 50);
  try {
    const known = asked();
    await until("it is asked again and again", () => asked() > known + 3);
  } finally {
    clearInterval(replay);
  }
  await stillEndsTruly();
});

test("something else in the place of a list is thrown away", async () => {
  const client = scene.redis.client();
  await client.set(reportsKey, "planted");
  await auditTells(scene, "reports.wrong_type");
  const wait = "shisa:grants-vm1-quick:wait";
  await client.set(wait, "planted");
  const other = scene.say("/ping");
  await scene.arrived(other);
  await scene.vm1.say([pong(other.grant)]);
  expect((await other.final).status).toBe("done");
  await stillEndsTruly();
});

test("a flood of forgeries fills neither the audit nor the way", async () => {
  const forged = Array.from({ length: 500 }, (_, index) => `forged ${index}`);
  await scene.redis.client().rpush(reportsKey, ...forged);
  await auditTells(scene, "report.refused", "unsealing failed");
  await stillEndsTruly();
  const told = (await scene.audited()).filter(({ event }) => event === "report.refused");
  expect(told.length).toBeLessThanOrEqual(20);
});

const inventoryOf = (fullName: string): Inventory => ({
  ...plainInventory,
  people: [{ name: "e235701", uid: 60_001, fullName, roles: ["student"] }],
});
