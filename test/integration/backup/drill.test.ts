import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createExec } from "../../../executor/exec.ts";
import { drill } from "../../../executor/rsnapshot/drill.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
let conf: string;
let runs: string;

beforeEach(async () => {
  folder = await throwAwayFolder();
  [conf, runs] = [join(folder.path, "rsnapshot.conf"), join(folder.path, "state/runs.log")];
  await mkdir(dirname(runs));
  const lines = [`snapshot_root\t${folder.path}/snap/`, "retain\tdaily\t7", `backup\t${folder.path}/source/\tlocal/`];
  await writeFile(conf, `${lines.join("\n")}\n`);
});
afterEach(() => folder.remove());

/** A file that the source and the newest snapshot have alike. */
async function keep(name: string | Buffer, text: string): Promise<void> {
  for (const below of ["source", `snap/daily.0/local${folder.path}/source`]) {
    const into = join(folder.path, below);
    await mkdir(into, { recursive: true });
    await writeFile(Buffer.concat([Buffer.from(`${into}/`), Buffer.from(name)]), text);
  }
}
const drilled = () => drill({ conf, runs, exec: createExec(), now: Date.now });

test("a name that is no UTF-8, as old systems wrote them, is no damaged backup", async () => {
  await keep("report.tex", "mine");
  // レポート in EUC-JP.
  await keep(Buffer.from([0xa5, 0xec, 0xa5, 0xdd, 0xa1, 0xbc, 0xa5, 0xc8]), "old");
  expect(await drilled()).toMatchObject({ wrong: [], files: 1 });
});

test("what a drill that was killed had brought back does not stay for ever", async () => {
  await keep("report.tex", "mine");
  const old = join(dirname(runs), "drill-killed");
  await mkdir(join(old, "point-x"), { recursive: true });
  await utimes(old, 0, 0);
  expect(await drilled()).toMatchObject({ wrong: [], files: 1 });
  expect(await readdir(dirname(runs))).toEqual(["runs.log"]);
});
