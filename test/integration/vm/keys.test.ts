import { chmod, chown, lstat, mkdir, mkdtemp, open, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createExec, type Exec } from "../../../executor/exec.ts";
import { readKeys } from "../../../executor/keys/read.ts";
import { ed25519Line } from "../../unit/executor-vm/keyring.ts";

// An account that every Debian has, and that owns nothing.
const nobody = { name: "nobody", uid: 65534, gid: 65534 };
const key = ed25519Line();
let home = "";
let file = "";

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "shisa-home-"));
  file = join(home, ".ssh/authorized_keys");
  await mkdir(join(home, ".ssh"), { mode: 0o700 });
  await writeFile(file, `no-pty ${key} me@laptop\n`, { mode: 0o600 });
  for (const path of [home, join(home, ".ssh"), file]) await chown(path, nobody.uid, nobody.gid);
});
afterEach(() => rm(home, { recursive: true, force: true }));

const read = (exec: Exec = createExec()) => readKeys(exec, { ...nobody, home });

/** The refusal's code, and how long it took in milliseconds. */
async function refusal(exec?: Exec): Promise<{ code: string; ms: number }> {
  const began = Date.now();
  const keys = await read(exec);
  return { code: keys.ok ? "" : keys.refusal.code, ms: Date.now() - began };
}

/** A program table in which one program is a script. */
async function withScript(name: "stat" | "dd", body: string): Promise<Exec> {
  const path = join(home, name);
  await writeFile(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return createExec({ programs: { [name]: { path, holds: "tree" } }, graceMs: 500 });
}

test("a person's keys are read from their home", async () => {
  expect(await read()).toEqual({ ok: true, value: [key] });
});

test("a symbolic link to a regular file that the person can read is as good as the file", async () => {
  await writeFile(join(home, "elsewhere"), key, { mode: 0o644 });
  await rm(file);
  await symlink(join(home, "elsewhere"), file);
  expect(await read()).toEqual({ ok: true, value: [key] });
});

test("without a file, with a dangling link, or without a key in it there are no keys", async () => {
  await writeFile(file, "# nothing\n");
  expect((await refusal()).code).toBe("keys.none");
  await rm(file);
  expect((await refusal()).code).toBe("keys.none");
  await symlink("/nonexistent/file", file);
  expect((await refusal()).code).toBe("keys.none");
  await rm(join(home, ".ssh"), { recursive: true });
  expect((await refusal()).code).toBe("keys.none");
});

test("it is read as the person: what only root can read is unreadable", async () => {
  await chown(file, 0, 0);
  await chmod(file, 0o600);
  expect((await refusal()).code).toBe("keys.unreadable");
  await rm(file);
  await symlink("/etc/shadow", file);
  expect((await refusal()).code).toBe("keys.unreadable");
});

test("a pipe, a device, a folder and a loop of links are refused at once", async () => {
  await rm(file);
  await execa("mkfifo", ["-m", "666", file]);
  expect(await refusal()).toEqual({ code: "keys.unreadable", ms: expect.toSatisfy((ms: number) => ms < 1_500) });
  for (const target of ["/dev/zero", "/proc", file]) {
    await rm(file);
    await symlink(target, file);
    expect((await refusal()).code).toBe("keys.unreadable");
  }
});

test("a file of 1 GB is refused without being read", async () => {
  const large = await open(file, "r+");
  await large.truncate(1024 ** 3);
  await large.close();
  expect(await refusal()).toEqual({ code: "keys.too_large", ms: expect.toSatisfy((ms: number) => ms < 1_500) });
});

test("64 kB are read, one byte more is refused", async () => {
  const padded = (size: number) => `${key}\n${"#".repeat(size - key.length - 2)}\n`;
  await writeFile(file, padded(64 * 1024));
  expect(await read()).toEqual({ ok: true, value: [key] });
  await writeFile(file, padded(64 * 1024 + 1));
  expect((await refusal()).code).toBe("keys.too_large");
});

test("a home that does not answer is given up after 2 s", async () => {
  for (const name of ["stat", "dd"] as const) {
    const { code, ms } = await refusal(await withScript(name, "exec sleep 60"));
    expect(code).toBe("keys.timeout");
    expect(ms).toBeGreaterThanOrEqual(1_900);
    expect(ms).toBeLessThan(4_000);
  }
});

test("a pipe or a device that takes the file's place in between neither hangs nor floods", async () => {
  const lying = await withScript("stat", "echo regular file");
  await rm(file);
  await execa("mkfifo", ["-m", "666", file]);
  expect(await refusal(lying)).toEqual({ code: "keys.none", ms: expect.toSatisfy((ms: number) => ms < 1_500) });
  await rm(file);
  await symlink("/dev/zero", file);
  expect((await refusal(lying)).code).toBe("keys.too_large");
});

test("a home whose name looks like an option or a list of options is still one path", async () => {
  const strange = join(home, "-x of=y\ncount=0");
  await mkdir(join(strange, ".ssh"), { recursive: true });
  await writeFile(join(strange, ".ssh/authorized_keys"), key, { mode: 0o644 });
  expect(await readKeys(createExec(), { ...nobody, home: strange })).toEqual({ ok: true, value: [key] });
  await expect(lstat(join(home, "y"))).rejects.toThrow("ENOENT");
});
