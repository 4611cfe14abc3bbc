import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, prepareBench } from "../support/executor.ts";
import { type FakeCeph, fakeCeph } from "../support/fake-ceph.ts";
import { adm, alice, prof } from "../support/fake-people.ts";
import { throwAwayFolder } from "../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
let bench: Bench;
let fake: FakeCeph;

beforeAll(async () => {
  folder = await throwAwayFolder();
  fake = await fakeCeph(folder.path);
  const account = (name: string) => ({ conf: "/etc/ceph/ceph.conf", name, keyring: join(folder.path, name) });
  bench = await prepareBench([alice, prof, adm], {
    ceph: { look: account("client.shisa"), act: account("client.shisa-act"), fullDays: 30 },
  });
  const raised = { severity: "HEALTH_WARN", summary: { message: "1 osds down" }, detail: [], muted: false };
  const health = { status: "HEALTH_WARN", checks: { OSD_DOWN: raised }, mutes: [] };
  await fake.answer("health detail", { say: JSON.stringify(health) });
  await fake.answer("osd dump", { say: JSON.stringify({ epoch: 1, full_ratio: 0.95, pools: [], osds: [] }) });
  await bench.start({ exec: { programs: { ...bench.exec.programs, ceph: fake.program } } });
});
afterAll(async () => {
  await bench.remove();
  await folder.remove();
});

const acts = async (): Promise<readonly string[]> =>
  (await fake.starts()).filter((argv) => argv.includes("client.shisa-act"));
const as = ({ name, uid }: { name: string; uid: number }) => ({ person: { name, uid } });

test.each([
  ["ceph.mute", { code: "OSD_DOWN", minutes: 240 }],
  ["ceph.unmute", { code: "OSD_DOWN" }],
  ["ceph.noout", { minutes: 60 }],
  ["ceph.crash", {}],
] as const)("a stolen bot cannot have %s done in a student's or a teacher's name", async (action, input) => {
  for (const person of [alice, prof]) {
    const grant = await bench.bot.send(bench.bot.grant(action, input, as(person)));
    const result = await bench.bot.result(grant.jti);
    expect(result).toMatchObject({ status: "refused", refusal: { code: "role.admin_only" } });
  }
  expect(await acts()).toEqual([]);
});

test.each([
  "OSD_DOWN --sticky",
  "--all",
  "OSD_DOWN; osd set pause",
  "OSD_DOWN\nosd set pause",
  "$(reboot)",
  "osd_down",
  "A".repeat(200),
])("a check's name that is more than a name reaches no program: %j", async (code) => {
  for (const action of ["ceph.mute", "ceph.unmute"]) {
    const grant = await bench.bot.send(bench.bot.grant(action, { code, minutes: 240 }, as(adm)));
    expect(await bench.bot.result(grant.jti)).toMatchObject({ status: "refused" });
  }
  expect(await acts()).toEqual([]);
  expect((await fake.told()).filter((line) => /pause|reboot|sticky/u.test(line))).toEqual([]);
});

test.each([
  0, 4, 10_081, 1.5, -1,
])("a check is not muted for %d minutes, even for an administrator", async (minutes) => {
  const grant = await bench.bot.send(bench.bot.grant("ceph.mute", { code: "OSD_DOWN", minutes }, as(adm)));
  expect(await bench.bot.result(grant.jti)).toMatchObject({ status: "refused" });
  expect(await acts()).toEqual([]);
});

test("a flag that somebody set by hand is neither taken over nor ended", async () => {
  const dump = { epoch: 1, full_ratio: 0.95, pools: [], osds: [], flags_set: ["noout"] };
  await fake.answer("osd dump", { say: JSON.stringify(dump) });
  for (const minutes of [60, 0]) {
    const grant = await bench.bot.send(bench.bot.grant("ceph.noout", { minutes }, as(adm)));
    const result = await bench.bot.result(grant.jti);
    expect(result).toMatchObject({ status: "refused", refusal: { code: "ceph.noout_foreign" } });
  }
  expect(await acts()).toEqual([]);
});

test("what an administrator mutes is started as a list of words, by the account that may do just that", async () => {
  const grant = await bench.bot.send(bench.bot.grant("ceph.mute", { code: "OSD_DOWN", minutes: 240 }, as(adm)));
  expect(await bench.bot.result(grant.jti)).toMatchObject({ status: "done", output: { code: "OSD_DOWN" } });
  expect(await acts()).toEqual([expect.stringMatching(/--format json health mute OSD_DOWN 240m$/u)]);
});
