import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keyPaths, makeKeys, rotateKeys } from "../../../bin/launch/keys.ts";
import { chainLine, chainStart } from "../../../protocol/chain.ts";
import { readOwnKeys } from "../../../protocol/keys.ts";
import { readTrust } from "../../../protocol/trust.ts";
import { runShisa } from "./run-shisa.ts";

let dir: string;
const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "shisa-keys-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe("keys", () => {
  test("init makes private key files and a trust file that names them", async () => {
    await makeKeys({ dir, hosts: ["vm1", "vm2"], botOwner: owner, days: 10 });
    const paths = keyPaths(dir);
    const trust = await readTrust(paths.trust);
    for (const [path, name] of [
      [paths.bot, "bot"],
      [paths.executor("vm1"), "vm1"],
      [paths.executor("vm2"), "vm2"],
    ] as const) {
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect(trust.get((await readOwnKeys(path)).id)?.name).toBe(name);
    }
    expect((await stat(paths.trust)).mode & 0o777).toBe(0o644);
  });

  test("init never writes over keys that are there", async () => {
    await makeKeys({ dir, hosts: ["vm1"], botOwner: owner, days: 10 });
    const before = await readFile(keyPaths(dir).bot, "utf8");
    await expect(makeKeys({ dir, hosts: ["vm1"], botOwner: owner, days: 10 })).rejects.toThrow(/EEXIST/u);
    expect(await readFile(keyPaths(dir).bot, "utf8")).toBe(before);
  });

  test("rotate gives a new key and lets the old one be believed for a while", async () => {
    await makeKeys({ dir, hosts: ["vm1"], botOwner: owner, days: 10 });
    const paths = keyPaths(dir);
    const old = await readOwnKeys(paths.executor("vm1"));
    expect(await rotateKeys({ dir, name: "vm1", owner, days: 10, overlapHours: 1 })).toBe(true);
    const fresh = await readOwnKeys(paths.executor("vm1"));
    const trust = await readTrust(paths.trust);
    expect(fresh.id).not.toBe(old.id);
    expect(trust.get(fresh.id)?.role).toBe("executor");
    expect((trust.get(old.id)?.notAfter ?? 0) - Date.now()).toBeLessThanOrEqual(3_600_000);
    expect(await rotateKeys({ dir, name: "vm9", owner, days: 10, overlapHours: 1 })).toBe(false);
  });
});

describe("audit verify", () => {
  const write = async (...entries: unknown[]): Promise<string> => {
    let head = chainStart;
    let text = "";
    for (const entry of entries) {
      const { line, hash } = chainLine(head, entry);
      head = hash;
      text += line;
    }
    const path = join(dir, "audit.log");
    await writeFile(path, text);
    return path;
  };

  test("says that a chain is whole, also when its last line is torn", async () => {
    const path = await write({ what: 1 }, { what: 2 });
    expect(await runShisa(["audit", "verify", path], dir)).toMatchObject({ exitCode: 0 });
    await writeFile(path, `${await readFile(path, "utf8")}{"prev":"`);
    const { exitCode, stdout } = await runShisa(["audit", "verify", path], dir);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining("torn") as string });
  });

  test("names the line where it is broken, and ends with 1", async () => {
    const path = await write({ what: 1 }, { what: 2 }, { what: 3 });
    await writeFile(path, (await readFile(path, "utf8")).replace('"what":2', '"what":9'));
    const { exitCode, stdout } = await runShisa(["audit", "verify", path], dir);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: expect.stringContaining("line 2") as string });
  });
});

describe("words that are typed wrongly", () => {
  test.each([
    [["sya"], "Did you mean say?"],
    [["Doctro"], "Did you mean doctor?"],
    [["audit", "verfy", "x"], "usage"],
    [["keys", "init"], "--host"],
    [["start", "everything"], "everything"],
  ])("%j is answered with what was meant: 2", async (args, hint) => {
    const { exitCode, stderr, stdout } = await runShisa(args, dir);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(hint);
  });

  test("help lists every verb in both languages", async () => {
    for (const LANG of ["C.UTF-8", "ja_JP.UTF-8"]) {
      const { exitCode, stdout } = await runShisa(["help"], dir, { LANG });
      expect(exitCode).toBe(0);
      for (const verb of ["say", "chat", "doctor", "start", "keys", "audit", "help"])
        expect(stdout).toContain(`  ${verb}`);
      expect(/[ぁ-ん]/u.test(stdout)).toBe(LANG.startsWith("ja"));
    }
  });
});
