import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keyPaths, makeKeys } from "../../../bin/launch/keys.ts";
import { openAudit } from "../../../executor/audit.ts";
import { keptHeadsFile } from "../../../protocol/audit/files.ts";
import type { AuditHead } from "../../../protocol/audit/head.ts";
import { openKeptHeads } from "../../../protocol/audit/kept.ts";
import { runShisa } from "./run-shisa.ts";

let dir: string;
let heads: { bot: AuditHead; vm1: AuditHead };
const folder = (name: "bot" | "vm1"): string => join(dir, name);
const audit = (name: "bot" | "vm1"): string => join(folder(name), "audit.log");

/** Writes lines as a program does that is started and stopped; small files. Returns where it ended. */
async function write(path: string, lines: number): Promise<AuditHead> {
  const opened = await openAudit(path, Date.now, { fileBytes: 2_000 });
  for (let line = 0; line < lines; line += 1) await opened.write({ what: "test", line });
  const head = opened.head();
  await opened.close();
  return head;
}

/** Each side keeps the other's; the bot keeps another host's too. */
function keep(name: "bot" | "vm1", said: Readonly<Record<string, AuditHead>>): void {
  const kept = openKeptHeads(keptHeadsFile(folder(name)), Date.now, (cause) => {
    throw cause;
  });
  for (const [of, head] of Object.entries(said)) kept.take(of, head);
  kept.close();
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "shisa-verify-"));
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  await makeKeys({ dir: join(dir, "keys"), hosts: ["vm1"], botOwner: owner, days: 90 });
  for (const name of ["bot", "vm1"] as const) await mkdir(folder(name), { mode: 0o700 });
  heads = { bot: await write(folder("bot"), 30), vm1: await write(folder("vm1"), 40) };
  keep("vm1", { bot: heads.bot });
  keep("bot", { vm1: heads.vm1, vm2: heads.bot });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** What a verb of `shisa` says on a machine where both programs are set up. */
async function says(...args: string[]): Promise<{ code: number | undefined; text: string }> {
  const keys = keyPaths(join(dir, "keys"));
  const settings = {
    ...{ REDIS_URL: "unix:///nonexistent", SHISA_TRUST: keys.trust, SHISA_STOP_FILE: join(dir, "stop") },
    ...{ SHISA_BOT_STATE: folder("bot"), SHISA_BOT_KEYS: keys.bot, SHISA_HOST: "vm1" },
    ...{ SHISA_EXECUTOR_STATE: folder("vm1"), SHISA_EXECUTOR_KEYS: keys.executor("vm1") },
  };
  await writeFile(
    join(dir, "env"),
    Object.entries(settings)
      .map((pair) => pair.join("="))
      .join("\n"),
  );
  const { exitCode, stdout } = await runShisa([...args, "--env", join(dir, "env")], folder("bot"));
  return { code: exitCode, text: stdout };
}

describe("audit verify of a machine with both programs", () => {
  test("checks all files, compares each with what the other keeps, and says what it could not compare", async () => {
    const { code, text } = await says("audit", "verify");
    expect(text).toMatch(/^✓ the audit \S+bot\/audit\.log is whole, \d+ lines in \d+ files \(\d+:[0-9a-f]{64}\)$/mu);
    expect(text).toContain(`✓ line ${heads.bot.seq} of bot is as vm1 keeps it`);
    expect(text).toContain(`✓ line ${heads.vm1.seq} of vm1 is as bot keeps it`);
    const command = `npm run shisa -- audit verify --head ${heads.bot.seq}:${heads.bot.hash}`;
    expect(text).toContain(`- bot keeps line ${heads.bot.seq} of vm2; compare it there:\n    → ${command}`);
    expect(code).toBe(0);
  });

  test("says the same when more was written, and when a crash tore the last line", async () => {
    await write(folder("vm1"), 20);
    await appendFile(audit("vm1"), '{"prev"');
    expect(await says("audit", "verify")).toMatchObject({
      code: 0,
      text: expect.stringContaining("the last line is torn"),
    });
  });

  test("names lines that are gone from the end", async () => {
    const lines = (await readFile(audit("bot"), "utf8")).split("\n");
    await writeFile(audit("bot"), `${lines.slice(0, -3).join("\n")}\n`);
    const { code, text } = await says("audit", "verify");
    expect(text).toContain(`✗ vm1 keeps line ${heads.bot.seq} of bot, which is gone`);
    expect(code).toBe(1);
  });

  test("names a line that was changed in a file that is long full", async () => {
    const old = join(folder("vm1"), "audit.2.log");
    await writeFile(old, (await readFile(old, "utf8")).replace('"what":"test"', '"what":"tests"'));
    const { code, text } = await says("audit", "verify");
    expect(text).toMatch(
      /✗ the audit \S+vm1\/audit\.log is broken at line \d+ of audit\.2\.log: the entry was changed/u,
    );
    expect(code).toBe(1);
  });

  test("compares with a head that another machine printed", async () => {
    const { seq, hash } = heads.vm1;
    const right = await says("audit", "verify", folder("vm1"), "--head", `${seq}:${hash}`);
    expect(right).toMatchObject({ code: 0, text: expect.stringContaining(`line ${seq}`) });
    const wrong = await says("audit", "verify", folder("vm1"), "--head", `${seq}:${"0".repeat(64)}`);
    expect(wrong).toMatchObject({ code: 1, text: expect.stringContaining("is not the one that --head keeps") });
  });

  test("checks single files of it, each for itself", async () => {
    const { code, text } = await says("audit", "verify", join(folder("vm1"), "audit.2.log"));
    expect(text).toMatch(/^✓ \S+audit\.2\.log: \d+ lines, after \d+ in other files, head [0-9a-f]{64}$/u);
    expect(code).toBe(0);
  });
});

test("doctor shows that an audit is not what it was", async () => {
  const { seq, hash } = heads.vm1;
  const shorter = { ...heads.vm1, seq: seq - 3, opened: { seq: seq - 3, hash, run: "b".repeat(16) } };
  keep("bot", { vm1: shorter });
  const { text } = await says("doctor", "--language", "en");
  expect(text).toContain(`✗ at `);
  expect(text).toContain(`bot heard that the audit of vm1 went from ${seq} lines back to ${seq - 3}`);
});
