import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkGuestBackups } from "../../../bin/doctor/guest-backups.ts";
import { readConfig } from "../../../executor/config.ts";
import { vmCreate } from "../../../protocol/actions/vm.ts";
import { vmBackup, vmBackups } from "../../../protocol/actions/vm-backup.ts";
import { type Department, startDepartment } from "../../department/department.ts";
import { pauseCephDaemon } from "../../lab/ceph/daemon.ts";
import type { Lab } from "../../lab/lab.ts";
import type { DriverJob } from "../vm/driver.ts";
import { drive, settings, vmOf } from "../vm/in-lab.ts";
import { crashSettings, testCrashes } from "./crashes.ts";
import { filesOf, markDisk, markOnDisk, rbd, readMark, writeMark } from "./in-lab.ts";

// Real libvirt, qemu and Ceph, the runners driven straight: what a guest holds is kept in the pool, and comes back.
const person = { name: "e235701", uid: 235701 };
const other = { name: "e235702", uid: 235702 };
let department: Department;
let lab: Lab;
let uuid: string;
let address: string;

const about = (action: string, input: object = {}, more: Partial<DriverJob> = {}): DriverJob => ({
  ...{ action, person, input: { name: "web", ...input } },
  ...more,
});
const one = async (job: DriverJob) => (await drive(lab, [job]))[0];
const backup = async (more: Partial<DriverJob> = {}) =>
  vmBackup.output.parse((await one(about("vm.backup", {}, more)))?.output);
const listed = async (more: Partial<DriverJob> = {}) =>
  vmBackups.output.parse((await one(about("vm.backups", { ask: false }, more)))?.output).backups;
const usual = ["console.log", "disk.qcow2", "seed.iso"];

beforeAll(async () => {
  department = await startDepartment({ components: ["redis", "vm", "ceph-osd"], executorEnv: crashSettings });
  ({ lab } = department);
  const input = { template: "tiny", name: "web", cpu: 1, memoryMiB: 256, diskGiB: 1 };
  const made = vmCreate.output.parse((await one({ action: "vm.create", person, input }))?.output);
  ({ uuid, address } = made);
}, 180_000);
afterAll(() => department?.stop(), 60_000);

test("a running guest is backed up as it was at that moment, and gets that back", async () => {
  await writeMark(lab, person.name, address, "first");
  const made = await backup();
  expect(made).toMatchObject({ name: "web", host: "vm1", running: true, kept: 1 });
  expect(made.backup).toMatchObject({ diskGiB: 1, earlier: false });
  expect(await filesOf(lab, uuid)).toEqual(usual);
  await writeMark(lab, person.name, address, "second");
  expect(await one(about("vm.restore"))).toMatchObject({
    output: { name: "web", running: true, backup: { id: made.backup.id } },
    probes: { start: true, tidy: true },
  });
  expect(await readMark(lab, person.name, address)).toBe("first");
  expect(await filesOf(lab, uuid)).toEqual([...usual.slice(0, 2), "restored", "seed.iso"]);
}, 180_000);

test("a guest that is off too; its template may be retired, changed or half gone meanwhile", async () => {
  await one(about("vm.stop", { force: true }));
  await markDisk(lab, uuid, "third");
  const made = await backup();
  expect(made).toMatchObject({ running: false, kept: 2 });
  await markDisk(lab, uuid, "fourth");
  await rm(join(vmOf(lab).templates, "tiny.json"));
  const restored = await one(about("vm.restore", { id: made.backup.id }, { twice: true }));
  expect(restored).toMatchObject({ output: { running: false, backup: { id: made.backup.id } } });
  expect(await markOnDisk(lab, uuid)).toBe("third");
  const chosen = await one(about("vm.backups", { ask: true, asOf: made.backup.takenAt - 1 }));
  expect(chosen?.output).toMatchObject({ asked: true, chosen: { id: (await listed())[1]?.id } });
}, 120_000);

test("what was begun and not finished is taken back: the old disk, and nothing beside it", async () => {
  await markDisk(lab, uuid, "fifth");
  const before = await rbd(lab, "ls", "rbd");
  expect(await one(about("vm.backup", {}, { undoAt: "seal", twice: true }))).not.toHaveProperty("error");
  expect(await rbd(lab, "ls", "rbd")).toBe(before);
  expect(await one(about("vm.restore", {}, { undoAt: "tidy", twice: true }))).not.toHaveProperty("error");
  expect(await markOnDisk(lab, uuid)).toBe("fifth");
  expect(await filesOf(lab, uuid)).toEqual(usual);
}, 180_000);

test("nobody else's guest is backed up, listed or restored; an image that lies about its owner is nobody's", async () => {
  const theirs = ["vm.backup", "vm.restore", "vm.backups"].map((action) =>
    about(action, action === "vm.backups" ? { ask: false } : {}, { person: other }),
  );
  for (const each of await drive(lab, theirs)) expect(each).toMatchObject({ refusal: { code: "guest.unknown" } });
  const [newest] = await listed();
  const record = await rbd(lab, "image-meta", "get", `rbd/shisa-${person.uid}-web-${newest?.id}`, "shisa.backup");
  const liar = `rbd/shisa-${person.uid}-web-zzzzzz0000`;
  await rbd(lab, "create", "--size", "1", liar);
  for (const said of [
    "{}",
    record.trim(),
    record.trim().replace(String(newest?.id), "zzzzzz0000").replace(person.name, other.name),
  ]) {
    await rbd(lab, "image-meta", "set", liar, "shisa.backup", said);
    expect((await listed()).map(({ id }) => id)).not.toContain("zzzzzz0000");
    expect(await one(about("vm.restore", { id: "zzzzzz0000" }))).toMatchObject({ refusal: { code: "backup.unknown" } });
  }
}, 120_000);

test("a Ceph that does not answer is said within its time limit, and the guest stays as it is", async () => {
  await pauseCephDaemon({ dir: lab.dir, keeperPid: lab.keeperPid }, "mon.a", true);
  try {
    const jobs = [about("vm.backups", { ask: false }), about("vm.backup"), about("vm.restore")];
    for (const said of await drive(lab, jobs)) {
      expect(said).toMatchObject({ refusal: { code: "backup.no_ceph" } });
      // Before its turn to plan: nobody else waits meanwhile.
      expect(said.times["plan"]).toBeLessThan(5_000);
    }
  } finally {
    await pauseCephDaemon({ dir: lab.dir, keeperPid: lab.keeperPid }, "mon.a", false);
  }
  expect((await listed()).length).toBe(2);
}, 120_000);

test("doctor sees that the pool can be written by an account for it, and not by one that only looks", async () => {
  const given = Object.fromEntries(settings(lab).map((line) => [line.split("=")[0], line.replace(/^\w+=/u, "")]));
  const examine = async (more: Record<string, string> = {}) => {
    const patient = {
      source: "",
      settings: {},
      bot: undefined,
      executor: readConfig({ ...given, ...more }),
      faults: [],
    };
    const [finding] = await checkGuestBackups({ ...patient, enter: lab.enter([]) });
    return `${finding?.mark}: ${finding?.what.en}`;
  };
  const before = await rbd(lab, "ls", "rbd");
  expect(await examine()).toBe("good: guests' backups: client.shisa-backup can write to the pool rbd");
  const looking = { SHISA_RBD_CLIENT: "shisa", SHISA_RBD_KEYRING: lab.ceph?.readKeyring ?? "" };
  expect(await examine(looking)).toContain("bad: guests' backups: client.shisa cannot use the pool rbd");
  expect(await rbd(lab, "ls", "rbd")).toBe(before);
}, 60_000);

testCrashes(
  () => department,
  () => uuid,
);
