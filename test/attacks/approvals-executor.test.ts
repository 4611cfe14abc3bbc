import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Approval, Grant } from "../../protocol/messages.ts";
import { type Bench, prepareBench } from "../support/executor.ts";
import { fakeCreate, fakeInput } from "../support/fake-create.ts";
import { adm, alice, bob, type FakeAccount, fakeGetent, gone, prof } from "../support/fake-people.ts";

// A bot that says yes in others' names, or believes something that is not so any more. A real Redis and a real executor,
// whose only guest is made of files.

let bench: Bench;
let ahead: number;
beforeEach(async () => {
  ahead = 0;
  bench = await prepareBench([alice, bob, prof, adm, gone]);
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) }, now: () => Date.now() + ahead });
});
afterEach(() => bench.remove());

const big = { ...fakeInput, diskGiB: 30 };
const yes = ({ name, uid }: Pick<FakeAccount, "name" | "uid">, more: Partial<Approval> = {}): Approval => ({
  number: 1,
  approver: { name, uid },
  identity: { platform: "terminal", workspace: "test", user: name },
  at: Date.now(),
  ...more,
});
async function outcome(approval: Approval | undefined, more: Partial<Grant> = {}, input: unknown = big) {
  const vouched = { place: "private", ...(approval === undefined ? {} : { approval }) } as const;
  const grant = await bench.bot.send(bench.bot.grant("vm.create", input, { vouched, ...more }));
  const { status, refusal } = await bench.bot.result(grant.jti);
  await bench.bot.receipt(grant.jti);
  return refusal?.code ?? status;
}
const steps = () => readFile(join(bench.folder, "log"), "utf8").catch(() => "");

test("a bigger disk is made with a member of staff's yes, and with nobody's it is not", async () => {
  expect(await outcome(undefined)).toBe("approval.disk");
  expect(await steps()).toBe("");
  expect(await outcome(yes(prof))).toBe("done");
});

test.each([
  ["who asked", yes(alice), "approval.self"],
  [
    "a member of staff, from a chat account that no executor has linked to them",
    yes(prof, { identity: { platform: "slack", workspace: "T1", user: "U9" } }),
    "approval.proof",
  ],
  ["a member of staff, with a proof that is none", yes(prof, { proof: "e30.e30.e30" }), "approval.proof"],
  ["another student", yes(bob), "approval.role"],
  ["somebody of no group", yes(gone), "approval.role"],
  ["an account that this host does not know", yes({ name: "prof9", uid: 9_009 }), "approval.role"],
  ["an account that has another uid here", yes({ name: "prof", uid: 5_103 }), "approval.role"],
] as const)("the yes of %s, as the bot says it, makes nothing", async (_, approval, code) => {
  expect(await outcome(approval)).toBe(code);
  expect(await steps()).toBe("");
});

test("an approver who was taken out of the group between the click and the job counts for nothing, whatever the bot believes", async () => {
  expect(await outcome(yes(prof))).toBe("done");
  const before = await steps();
  await fakeGetent(join(bench.folder, "people"), [alice, bob, { ...prof, groups: ["other"] }, adm, gone]);
  // What a host remembers of who is in which group.
  ahead = 11_000;
  expect(await outcome(yes(prof))).toBe("approval.role");
  expect(await steps()).toBe(before);
  expect(await outcome(yes(adm))).toBe("done");
});

test("a yes lifts the rules that its giver may lift, and no others", async () => {
  const beyond = { ...big, diskGiB: 62 };
  expect(await outcome(yes(prof), {}, beyond)).toBe("approval.role");
  expect(await steps()).toBe("");
  const nobodys = { ...big, diskGiB: 2_000 };
  expect(await outcome(yes(adm), {}, nobodys)).toBe("host.disk_low");
  expect(await outcome(yes(adm), { person: { name: "gone", uid: 5_004 } })).toBe("person.unknown");
  expect(await steps()).toBe("");
});
