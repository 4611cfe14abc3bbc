import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { chmod, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createExec, type Exec } from "../../../executor/exec.ts";
import type { Program } from "../../../executor/programs.ts";
import { throwAwayFolder } from "../../support/folder.ts";
import { waitFor } from "../../support/wait.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
beforeEach(async () => {
  folder = await throwAwayFolder();
});
afterEach(async () => {
  await folder.remove();
});

const limits = { timeoutMs: 10_000, maxOutput: 10_000 };

/** An executor whose `id` is a little program of the test's. */
async function withProgram(script: string, holds: Program["holds"] = "tree", graceMs = 500): Promise<Exec> {
  const path = join(folder.path, "program");
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  await chmod(folder.path, 0o755);
  return createExec({ programs: { id: { path, holds } }, graceMs });
}

/** Whether any process on this machine has that text on its command line. */
const isAlive = (text: string): boolean =>
  readdirSync("/proc").some((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(text);
    } catch {
      return false;
    }
  });

test.each(["tree", "single", "family"] as const)("arguments reach a program (%s) as they are", async (holds) => {
  const exec = await withProgram('for a in "$@"; do printf "<%s>" "$a"; done', holds);
  const argv = ["$(reboot)", "two words", "", "--help", "a\nb", "; rm -rf /", "*"];
  const ran = await exec.run("id", argv, limits);
  expect(ran.stdout).toBe(argv.map((each) => `<${each}>`).join(""));
  expect(ran).toMatchObject({ exitCode: 0, timedOut: false, abandoned: false });
});

test("the environment is fixed, whatever the executor's own is, and standard input is empty", async () => {
  const exec = await withProgram("env; cat");
  const { stdout } = await exec.run("id", [], limits);
  const names = stdout.split("\n").map((line) => line.split("=")[0] ?? "");
  expect(names.filter((name) => name !== "" && name !== "PWD" && name !== "_").toSorted()).toEqual([
    "LC_ALL",
    "PATH",
    "TZ",
  ]);
  expect(stdout).toContain("LC_ALL=C\n");
});

test("a program reads an open file and writes into one, of which nothing is kept here", async () => {
  const exec = await withProgram("tr a-z A-Z");
  const [from, to] = [join(folder.path, "from"), join(folder.path, "to")];
  await writeFile(from, "words\n".repeat(100_000));
  const [inputFile, output] = await Promise.all([open(from, "r"), open(to, "wx")]);
  const outputFile = { fd: output.fd, maxBytes: 1_000_000 };
  const ran = await exec.run("id", [], { ...limits, inputFile: inputFile.fd, outputFile });
  expect(ran).toMatchObject({ exitCode: 0, stdout: "", overflowed: false });
  expect(readFileSync(to, "utf8")).toBe("WORDS\n".repeat(100_000));
  await Promise.all([inputFile.close(), output.close()]);
});

test("a program that makes a file longer than it may become is ended", async () => {
  const exec = await withProgram("yes");
  const output = await open(join(folder.path, "to"), "wx");
  const outputFile = { fd: output.fd, maxBytes: 1_000 };
  const ran = await exec.run("id", [], { ...limits, outputFile });
  expect(ran).toMatchObject({ exitCode: -1, overflowed: true, timedOut: false });
  await output.close();
});

test.each(["tree", "family"] as const)("the time limit ends grandchildren too (%s)", async (holds) => {
  const mark = `987${Date.now()}`;
  const exec = await withProgram(`sh -c "sleep ${mark} & sleep ${mark}; true" & sleep ${mark}`, holds);
  const began = performance.now();
  const ran = await exec.run("id", [], { ...limits, timeoutMs: 200 });
  expect(ran).toMatchObject({ exitCode: -1, timedOut: true, abandoned: false });
  expect(performance.now() - began).toBeLessThan(5_000);
  await waitFor("the grandchildren to be gone", () => !isAlive(mark));
});

test("more output than allowed ends the program and is cut", async () => {
  const exec = await withProgram("yes");
  const ran = await exec.run("id", [], { ...limits, maxOutput: 100 });
  expect(ran).toMatchObject({ overflowed: true, exitCode: -1 });
  expect(ran.stdout).toHaveLength(100);
});

test("an abort ends the program", async () => {
  const exec = await withProgram("sleep 1000");
  const ran = await exec.run("id", [], { ...limits, signal: AbortSignal.timeout(100) });
  expect(ran).toMatchObject({ cancelled: true, timedOut: false });
});

test("a program that is not there says so by exit code 127", async () => {
  const exec = createExec({ programs: { id: { path: "/nowhere/id", holds: "single" } } });
  expect((await exec.run("id", [], limits)).exitCode).toBe(127);
});

test("lines are handed over one by one until stopped", async () => {
  const exec = await withProgram("while :; do echo tick; sleep 0.05; done");
  const lines: string[] = [];
  const stop = exec.spawnLines("id", [], { onLine: (line) => lines.push(line) });
  await waitFor("three lines", () => lines.length >= 3);
  await stop();
  expect(new Set(lines)).toEqual(new Set(["tick"]));
});

describe("as a person", () => {
  const account = `shisat${process.pid}`;
  const group = `shisag${process.pid}`;
  beforeEach(() => {
    execFileSync("/usr/sbin/groupadd", [group]);
    execFileSync("/usr/sbin/useradd", ["--no-create-home", "--groups", group, account]);
  });
  afterEach(() => {
    execFileSync("/usr/sbin/userdel", [account]);
    execFileSync("/usr/sbin/groupdel", [group]);
  });

  test("a program has that person's groups, no privileges and the fixed environment", async () => {
    const id = (option: string): number => Number(execFileSync("/usr/bin/id", [option, account], { encoding: "utf8" }));
    const exec = await withProgram(
      "id -un; id -Gn; grep -E 'CapBnd|NoNewPrivs' /proc/self/status; echo $HOME $LC_ALL $TZ",
    );
    const as = { uid: id("-u"), gid: id("-g"), name: account };
    const { stdout } = await exec.run("id", [], { ...limits, as });
    const [user, groups, ...rest] = stdout.trim().split("\n");
    expect(user).toBe(account);
    expect(groups?.split(" ").toSorted()).toEqual([account, group].toSorted());
    expect(rest).toEqual(["CapBnd:\t0000000000000000", "NoNewPrivs:\t1", `/home/${account} C UTC`]);
  });
});

describe("on a file system that has stopped answering", () => {
  let mounted: string;
  beforeEach(() => {
    const image = join(folder.path, "image");
    mounted = join(folder.path, "home");
    execFileSync("/usr/bin/truncate", ["--size=8M", image]);
    execFileSync("/usr/sbin/mkfs.ext4", ["-q", image]);
    execFileSync("/usr/bin/mkdir", [mounted]);
    execFileSync("/usr/bin/mount", ["-o", "loop", image, mounted]);
    execFileSync("/usr/sbin/fsfreeze", ["--freeze", mounted]);
  });
  afterEach(() => {
    try {
      execFileSync("/usr/sbin/fsfreeze", ["--unfreeze", mounted], { stdio: "ignore" });
    } catch {
      // The test has done that itself.
    }
    execFileSync("/usr/bin/umount", [mounted]);
  });

  test("a program that cannot be ended is abandoned, held against its owner, and forgotten once it is gone", async () => {
    const exec = await withProgram(`touch ${mounted}/file`, "tree", 300);
    const ran = await exec.run("id", [], { ...limits, timeoutMs: 200, owner: "alice" });
    expect(ran).toMatchObject({ timedOut: true, abandoned: true, exitCode: -1 });
    expect(exec.abandonedBy("alice")).toMatchObject([{ program: "id", owner: "alice" }]);
    expect(exec.abandonedBy("bob")).toEqual([]);
    execFileSync("/usr/sbin/fsfreeze", ["--unfreeze", mounted]);
    await waitFor("the program to be gone", () => exec.abandoned().length === 0);
  });
});
