import { afterEach, beforeEach, expect, test } from "vitest";
import { generateKeys, importOwnKeys, type OwnKeys } from "../../protocol/keys.ts";
import type { Grant, Result } from "../../protocol/messages.ts";
import { maintenanceOrderId, signOrder } from "../../protocol/order.ts";
import { type Bench, prepareBench } from "../support/executor.ts";
import { fakeCreate } from "../support/fake-create.ts";
import { adm, alice, type FakeAccount, prof } from "../support/fake-people.ts";
import { waitFor } from "../support/wait.ts";

// Somebody has the bot's key, or writes to Redis, and wants a host that does nothing, or one that is not maintained.
let bench: Bench;
beforeEach(async () => {
  bench = await prepareBench([adm, prof, alice]);
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
});
afterEach(() => bench.remove());

const as = ({ name, uid }: FakeAccount): Partial<Grant> => ({ person: { name, uid } });
async function ask(action: string, input: unknown, more: Partial<Grant> = as(alice)): Promise<Result> {
  const { jti } = await bench.bot.send(bench.bot.grant(action, input, more));
  return bench.bot.result(jti);
}
let made = 0;
const create = (who = alice) => {
  made += 1;
  return ask("vm.create", { template: "tiny", name: `web${made}`, cpu: 1, memoryMiB: 256, diskGiB: 1 }, as(who));
};
const hour = 3_600_000;
const window = () => ({ what: "everything", from: 0, until: Date.now() + hour, reason: "new switches" });
const forged = (own: OwnKeys): string => {
  const { what, from, until, reason } = window();
  const said = { what, from, until, keep: until, by: "adm1", reason };
  return signOrder({ kind: "maintenance", id: maintenanceOrderId(what), iat: Date.now(), ...said }, own);
};

test("a forged maintenance order closes no host", async () => {
  const stranger = await importOwnKeys((await generateKeys("h9", "executor", hour)).file);
  await bench.bot.carry(forged(bench.botKeys), forged(stranger));
  await waitFor("the refusal in the audit", async () =>
    (await bench.audit()).some((entry) => entry["what"] === "order.rejected"),
  );
  expect(await create()).toMatchObject({ status: "done" });
});

test("nobody but an administrator plans a maintenance or ends one, whatever the bot says", async () => {
  for (const who of [alice, prof]) {
    expect(await ask("maintenance.add", window(), as(who))).toMatchObject({ refusal: { code: "role.admin_only" } });
    expect(await ask("maintenance.end", { what: "everything" }, as(who))).toMatchObject({
      refusal: { code: "role.admin_only" },
    });
  }
  expect(await create()).toMatchObject({ status: "done" });
});

test("a job that may not be over in time is refused by the host itself, and one of an administrator's is not", async () => {
  const soon = { ...window(), from: Date.now() + 5_000 };
  expect(await ask("maintenance.add", soon, as(adm))).toMatchObject({ status: "done" });
  expect(await create()).toMatchObject({ refusal: { code: "maintenance.overrun", numbers: { from: soon.from } } });
  expect(await create(adm)).toMatchObject({ status: "done" });
  await bench.stop();
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
  expect(await create()).toMatchObject({ refusal: { code: "maintenance.overrun" } });
  expect(await ask("maintenance.end", { what: "everything" }, as(adm))).toMatchObject({ status: "done" });
  expect(await create()).toMatchObject({ status: "done" });
});
