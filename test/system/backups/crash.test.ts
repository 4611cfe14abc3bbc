import { afterAll, beforeAll, expect, test } from "vitest";
import { guestBackupActions } from "../../../protocol/actions/vm-backup.ts";
import { sayTo } from "../../department/client.ts";
import { edgesOf, type Point, strikeAt } from "../../department/crash-points.ts";
import { type Department, startDepartment } from "../../department/department.ts";
import { remains, strayPrograms } from "../../department/guests.ts";
import { filesOf, markDisk, markOnDisk, rbd } from "./in-lab.ts";

// Every step of /vm backup and /vm restore, with the executor killed by -9 at both of its edges, all at once.
const accounts = ["e235701", "e235702", "e235703", "prof1", "adm1", "adm2"] as const;
const slot = (index: number) => ({ account: accounts[index % 6] ?? "", name: index < 6 ? "one" : "two" });
const slots = Array.from({ length: 10 }, (_, index) => slot(index));
const usual = ["console.log", "disk.qcow2", "seed.iso"];

let department: Department;
const uuids = new Map<string, string>();
const say = (account: string, line: string) => sayTo(department.socket, account, line).final;
const uuidOf = ({ account, name }: { account: string; name: string }) => uuids.get(`${account} ${name}`) ?? "";

beforeAll(async () => {
  department = await startDepartment({
    components: ["redis", "vm", "munge", "ceph-osd"],
    executorEnv: { SHISA_LANE_LONG: "12", SHISA_LANE_QUICK: "12", SHISA_BACKUPS_AT_ONCE: "12" },
  });
  await Promise.all(
    slots.map(async ({ account, name }) => {
      const made = await say(account, `/vm create tiny ${name} --memory 256M --disk 1G`);
      expect(made, JSON.stringify(made)).toMatchObject({ status: "done" });
      uuids.set(`${account} ${name}`, (made.output as { uuid: string }).uuid);
      await say(account, `/vm stop ${name} --force`);
    }),
  );
}, 600_000);
afterAll(() => department?.stop(), 120_000);

const points = (action: "vm.backup" | "vm.restore"): Point[] =>
  edgesOf([action]).map((edge, index) => {
    const line = `/${edge.action.replace(".", " ")} ${slot(index).name}${action === "vm.restore" ? " --yes" : ""}`;
    return { edge, ...slot(index), line };
  });

const struck = (action: "vm.backup" | "vm.restore") =>
  strikeAt(department, points(action), async (letGo) => {
    await department.executor().kill();
    await letGo();
    await department.startExecutor();
  });

test("every step of every verb has a place here", () => {
  const stepped = guestBackupActions.filter(({ steps }) => steps.length > 0).map(({ name }) => name);
  expect(stepped).toEqual(["vm.backup", "vm.restore"]);
  for (const name of stepped) expect(edgesOf([name])).toHaveLength(slots.length);
});

test("while guests are backed up: a backup is whole and listed, or there is nothing of it", async () => {
  for (const one of slots) await markDisk(department.lab, uuidOf(one), "kept");
  for (const { point, final } of await struck("vm.backup")) {
    const about = `${point.edge.step} ${point.edge.edge}: ${JSON.stringify(final)}`;
    expect(["done", "failed", "not_run"], about).toContain(final.status);
    const listed = await say(point.account, `/vm backups ${point.name}`);
    expect(listed, `${about}\n${JSON.stringify(listed)}`).toMatchObject({ status: "done" });
    const { backups } = listed.output as { backups: unknown[] };
    expect(backups.length, about).toBe(final.status === "done" ? 1 : 0);
    expect(await filesOf(department.lab, uuidOf(point)), about).toEqual(usual);
    if (final.status !== "done")
      expect(await say(point.account, `/vm backup ${point.name}`), about).toMatchObject({ status: "done" });
  }
  expect((JSON.parse(await rbd(department.lab, "ls", "--format", "json", "rbd")) as unknown[]).length).toBe(10);
  expect(await strayPrograms(department)).toEqual([]);
}, 400_000);

test("while guests are restored: each has the old disk or the new one, and nothing beside it", async () => {
  for (const one of slots) await markDisk(department.lab, uuidOf(one), "changed");
  for (const { point, final } of await struck("vm.restore")) {
    const about = `${point.edge.step} ${point.edge.edge}: ${JSON.stringify(final)}`;
    expect(["done", "failed", "not_run"], about).toContain(final.status);
    const isDone = final.status === "done";
    expect(await markOnDisk(department.lab, uuidOf(point)), about).toBe(isDone ? "kept" : "changed");
    const files = (await filesOf(department.lab, uuidOf(point))).filter((name) => name !== "restored");
    expect(files, about).toEqual(usual);
    expect(await say(point.account, `/vm start ${point.name}`), about).toMatchObject({ status: "done" });
    expect(await say(point.account, `/vm stop ${point.name} --force`), about).toMatchObject({ status: "done" });
  }
  expect((await remains(department)).domains).toHaveLength(10);
}, 600_000);
