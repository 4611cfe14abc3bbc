import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { generateKeys, importOwnKeys, type OwnKeys } from "../../protocol/keys.ts";
import { signLink } from "../../protocol/link.ts";
import type { Grant, Result } from "../../protocol/messages.ts";
import { limitsOrderId, type OwnLimits, signOrder } from "../../protocol/order.ts";
import { type Bench, prepareBench } from "../support/executor.ts";
import { fakeCreate } from "../support/fake-create.ts";
import { adm, alice, type FakeAccount, prof } from "../support/fake-people.ts";
import { waitFor } from "../support/wait.ts";

// Somebody has the bot's key, or writes to Redis, and wants limits that nobody ordered, or to be rid of an exam.
const adm2: FakeAccount = { name: "adm2", uid: 5006, gid: 5006, groups: ["shisa-admin"] };
/** A student on the team that runs all this, who sits the exam too. */
const both: FakeAccount = { name: "both", uid: 5012, gid: 5012, groups: ["students", "shisa-admin", "other"] };
let bench: Bench;
beforeEach(async () => {
  bench = await prepareBench([adm, adm2, prof, alice, both]);
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
});
afterEach(() => bench.remove());

const as = ({ name, uid }: FakeAccount): Partial<Grant> => ({ person: { name, uid } });
async function ask(action: string, input: unknown, more: Partial<Grant> = as(alice)): Promise<Result> {
  const { jti } = await bench.bot.send(bench.bot.grant(action, input, more));
  return bench.bot.result(jti);
}
/** More CPUs than a student may have: done only with limits of one's own. */
const tooMany = () => ask("vm.create", { template: "tiny", name: "web", cpu: 6, memoryMiB: 256, diskGiB: 1 });
const order = (own: OwnKeys, iat: number, limits: OwnLimits = { cpus: 8 }): string => {
  const said = { id: limitsOrderId("alice"), person: { name: "alice", uid: 5001 }, limits, by: "adm1", reason: "x" };
  return signOrder({ kind: "limits", iat, from: 0, until: null, keep: null, ...said }, own);
};
const setLimits = { account: "alice", limits: { cpus: 8 }, from: 0, until: null, reason: "thesis" };
const exam = { course: "other", from: 0, until: Date.now() + 3_600_000, reason: "midterm" };
const audited = (what: string) =>
  waitFor(`${what} in the audit`, async () => (await bench.audit()).some((entry) => entry["what"] === what));

describe("an order that no executor signed", () => {
  test("holds nowhere: the bot's own, a stranger's, a changed one, something else that was signed", async () => {
    const stranger = await importOwnKeys((await generateKeys("h9", "executor", 3_600_000)).file);
    const { output } = await ask("limit.set", { ...setLimits, limits: { cpus: 5 } }, as(adm));
    const real = (output as { order: string }).order;
    const [head = "", body = "", signature = ""] = real.split(".");
    const said = JSON.parse(Buffer.from(body, "base64url").toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...said, limits: { cpus: 8 } })).toString("base64url");
    const link = { identity: { platform: "slack" as const, workspace: "T1", user: "U1" }, by: "adm1" };
    const how = { how: "administrator", bot: bench.botKeys.id } as const;
    await bench.bot.carry(
      order(bench.botKeys, Date.now()),
      order(stranger, Date.now()),
      `${head}.${changed}.${signature}`,
      signLink({ iat: Date.now(), person: { name: "alice", uid: 5001 }, ...link, ...how }, bench.botKeys),
    );
    await audited("order.rejected");
    expect(await tooMany()).toMatchObject({ refusal: { code: "limit.cpus", numbers: { limit: 5 } } });
  });

  test("is not brought about by the bot's word for somebody who may not, nor for oneself", async () => {
    for (const [action, input, who, code] of [
      ["limit.set", setLimits, alice, "role.admin_only"],
      ["limit.set", setLimits, prof, "role.admin_only"],
      ["limit.set", { ...setLimits, account: "adm1" }, adm, "limit.self"],
      ["limit.end", { account: "adm1" }, adm, "limit.self"],
      ["exam.start", exam, alice, "role.staff_only"],
      ["exam.end", { course: "other" }, alice, "role.staff_only"],
      ["exam.start", { ...exam, course: "students" }, prof, "exam.everybody"],
    ] as const)
      expect(await ask(action, input, as(who)), `${action} by ${who.name}`).toMatchObject({ refusal: { code } });
    const renamed = { person: { name: "adm1", uid: alice.uid } };
    expect(await ask("limit.set", setLimits, renamed)).toMatchObject({ refusal: { code: "person.mismatch" } });
    expect(await tooMany()).toMatchObject({ refusal: { code: "limit.cpus", numbers: { limit: 4 } } });
  });
});

test("an order that was ended or lowered is not put back by bringing the older one again", async () => {
  const raised = (await ask("limit.set", setLimits, as(adm))).output as { order: string };
  expect(await tooMany()).toMatchObject({ status: "done" });
  expect(await ask("limit.end", { account: "alice" }, as(adm2))).toMatchObject({ status: "done" });
  const end = (await bench.audit()).length;
  await bench.bot.carry(raised.order);
  // What comes after it has been read, so that one was too.
  await bench.bot.carry("no order");
  await waitFor("both to have been read", async () => (await bench.audit()).length > end);
  expect(await tooMany()).toMatchObject({ refusal: { code: "limit.cpus", numbers: { limit: 4 } } });
  await bench.stop();
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
  await bench.bot.carry(raised.order);
  expect(await tooMany()).toMatchObject({ refusal: { code: "limit.cpus", numbers: { limit: 4 } } });
});

test("who sits an exam does not end it, being an administrator too, nor makes anything meanwhile", async () => {
  expect(await ask("exam.start", exam, as(prof))).toMatchObject({ status: "done", output: { sitting: 1 } });
  for (const [action, input] of [
    ["exam.end", { course: "other" }],
    ["limit.set", setLimits],
    ["vm.create", { template: "tiny", name: "web", cpu: 1, memoryMiB: 256, diskGiB: 1 }],
  ] as const)
    expect(await ask(action, input, as(both)), action).toMatchObject({ refusal: { code: "exam.running" } });
  expect(await ask("host.ping", {}, as(both))).toMatchObject({ status: "done" });
  expect(await ask("exam.end", { course: "other" }, as(adm))).toMatchObject({ status: "done" });
  expect(await ask("limit.set", setLimits, as(both))).toMatchObject({ status: "done" });
});
