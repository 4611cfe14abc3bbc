import { execFileSync } from "node:child_process";
import { chmod, chown, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createExec } from "../../executor/exec.ts";
import { createLog } from "../../executor/log.ts";
import { homeOf } from "../../executor/slurm/home.ts";
import { readLog } from "../../executor/slurm/log.ts";
import { createSpool } from "../../executor/slurm/spool.ts";
import { throwAwayFolder } from "../support/folder.ts";

const ended = new URL("../../executor/slurm/ended.sh", import.meta.url);
// An account that every Debian has (base-passwd).
const person = { name: "games", uid: 5, gid: 60, roles: [], fullName: "" } as const;

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
let home: string;

beforeEach(async () => {
  folder = await throwAwayFolder();
  await chmod(folder.path, 0o755);
  home = join(folder.path, "home");
  await mkdir(join(home, "gpu-logs"), { recursive: true });
  await chown(home, person.uid, person.gid);
  await chown(join(home, "gpu-logs"), person.uid, person.gid);
  await chmod(home, 0o700);
});
afterEach(() => folder.remove());

const inHome = () => homeOf(createExec(), { ...person, roles: [], home });

test("a log that is a link, a pipe or behind a linked folder is not read", async () => {
  const secret = join(folder.path, "secret");
  await writeFile(secret, "of somebody else", { mode: 0o644 });
  await symlink(secret, join(home, "gpu-logs/1.log"));
  execFileSync("/usr/bin/mkfifo", [join(home, "gpu-logs/2.log")]);
  await symlink(folder.path, join(home, "elsewhere"));
  for (const path of ["gpu-logs/1.log", "gpu-logs/2.log", "elsewhere/secret"])
    expect(await readLog(inHome(), path)).toBeNull();
});

test("a script is written through no link, neither its own nor its folder's", async () => {
  const other = join(folder.path, "other");
  await mkdir(other, { mode: 0o777 });
  await chmod(other, 0o777);
  await writeFile(join(other, "kept"), "kept");
  await symlink(join(other, "kept"), join(home, "gpu-logs/a.sh"));
  await symlink(other, join(home, "out"));
  await expect(inHome().write("gpu-logs/a.sh", Buffer.from("x"))).rejects.toThrow("dd");
  await expect(inHome().write("out/b.sh", Buffer.from("x"))).rejects.toThrow("dd");
});

test("a log of any bytes comes out without controls, and of a large one only the end does", async () => {
  const bytes = Buffer.concat([
    Buffer.alloc(2_000_000, "x"),
    Buffer.from("\u001b[31mred\u0000\u202e\r\n"),
    Buffer.from([0xff]),
  ]);
  await writeFile(join(home, "gpu-logs/3.log"), bytes);
  await chown(join(home, "gpu-logs/3.log"), person.uid, person.gid);
  const log = await readLog(inHome(), "gpu-logs/3.log");
  expect(log).toMatchObject({ bytes: bytes.length, whole: false });
  expect(log?.text.endsWith("xred\n\ufffd")).toBe(true);
});

test("who may write to the spool can say no more than a word, and not by a link, a pipe or a folder", async () => {
  const spool = createSpool(folder.path, createLog("silent", "h"));
  await writeFile(join(folder.path, "word"), "COMPLETED\n");
  await symlink(join(folder.path, "word"), join(folder.path, "1"));
  execFileSync("/usr/bin/mkfifo", [join(folder.path, "2")]);
  await mkdir(join(folder.path, "3"));
  await writeFile(join(folder.path, "4"), "COMPLETED".repeat(100));
  await writeFile(join(folder.path, "5"), "$(reboot)");
  await writeFile(join(folder.path, "6"), "FAILED\n");
  const words = await Promise.all([1, 2, 3, 4, 5, 6].map((job) => spool.word(job)));
  expect(words).toEqual([undefined, undefined, undefined, undefined, undefined, "failed"]);
});

test("Slurm's script writes nothing but a state, whatever a job is called", async () => {
  const script = join(folder.path, "ended.sh");
  const text = execFileSync("/usr/bin/sed", [`s|/var/spool/shisa-slurm|${folder.path}|`, ended.pathname]);
  await writeFile(script, text, { mode: 0o755 });
  const run = (env: Record<string, string>) => execFileSync("/bin/sh", [script], { env: { PATH: "/usr/bin", ...env } });
  run({ JOBID: "../../x", JOBSTATE: "FAILED", JOBNAME: "$(touch bad)" });
  run({ JOBID: "7", JOBSTATE: "FAILED; touch bad", JOBNAME: "x" });
  run({ JOBID: "8", JOBSTATE: "FAILED", JOBNAME: "`touch bad`\n9" });
  const spool = createSpool(folder.path, createLog("silent", "h"));
  expect(await Promise.all([7, 8, 9].map((job) => spool.word(job)))).toEqual([undefined, "failed", undefined]);
});
