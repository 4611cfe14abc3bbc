import { chmod, chown, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createExec, type Exec } from "../../../executor/exec.ts";
import { lookAtHome } from "../../../executor/runners/backup/own-home.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
let home: string;
const uid = 47_101;

beforeEach(async () => {
  folder = await throwAwayFolder();
  home = join(folder.path, "e235701");
  await chmod(folder.path, 0o755);
  for (const path of [home, join(home, "restored-2026-11-30"), join(home, "thesis")]) await mkdir(path);
  await writeFile(join(home, "restored-2026-11-30-2"), "");
  await chmod(home, 0o700);
  await chown(home, uid, uid);
});
afterEach(() => folder.remove());

const look = (exec: Pick<Exec, "run"> = createExec(), owner = uid) => {
  const account = { name: "e235701", uid: owner, gid: owner, home, fullName: "", roles: [] };
  return lookAtHome({ exec, host: "fs1" }, account, "restored-2026-11-30", AbortSignal.timeout(30_000));
};

test("a home is seen by its owner: its room, and what has a name that is wanted", async () => {
  const seen = await look();
  expect(seen).toMatchObject({ ok: true });
  if (!seen.ok) return;
  expect(seen.value.freeMiB).toBeGreaterThan(0);
  for (const name of ["restored-2026-11-30", "restored-2026-11-30-2"]) expect(seen.value.taken.has(name)).toBe(true);
  expect(seen.value.taken.has("thesis")).toBe(false);
});

test("one that is another's, and one that is not here, are elsewhere", async () => {
  await chmod(home, 0o755);
  const elsewhere = { ok: false, refusal: { code: "backup.home_elsewhere", numbers: { host: "fs1" } } };
  expect(await look(createExec(), uid + 1)).toMatchObject(elsewhere);
  await folder.remove();
  expect(await look()).toMatchObject(elsewhere);
});

test("one that hangs hangs nobody but its owner's own program, which is given up", async () => {
  const asked: (string | undefined)[] = [];
  const run: Exec["run"] = async (program, _argv, { as, timeoutMs }) => {
    asked.push(`${program} as ${as?.name}`);
    expect(timeoutMs).toBeLessThanOrEqual(20_000);
    const ended = { exitCode: -1, stdout: "", stderr: "", overflowed: false, cancelled: false };
    return { ...ended, timedOut: true, abandoned: true };
  };
  expect(await look({ run })).toMatchObject({ ok: false, refusal: { code: "home.timeout" } });
  expect(asked).toEqual(["find as e235701"]);
});
