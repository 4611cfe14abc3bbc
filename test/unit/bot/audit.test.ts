import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openAudit } from "../../../bot/audit.ts";
import { checkChain } from "../../../protocol/chain.ts";

let folder: string;
let path: string;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shisa-audit-"));
  path = join(folder, "audit.log");
  now = 1_800_000_000_000;
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = () => checkChain(readFileSync(path, "utf8"));
const once = (...events: string[]): void => {
  const audit = openAudit(folder, () => now);
  for (const event of events) audit.record({ event });
  audit.close();
};

test("entries are one chain over restarts, in a file of the bot's own", () => {
  once("first");
  once("second", "third");
  expect(read()).toMatchObject({ ok: true, lines: 3, torn: false });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a line that a crash cut short is removed, and that is told", () => {
  once("first");
  appendFileSync(path, '{"prev":"00');
  once("second");
  expect(read()).toMatchObject({ ok: true, lines: 3, torn: false });
  expect(readFileSync(path, "utf8")).toContain("audit.torn");
});

test("a file that is no audit is not carried on", () => {
  appendFileSync(path, "something else\n");
  expect(() => openAudit(folder, () => now)).toThrow("its last line is damaged");
});

test("of a flood twenty entries are written, then how many more there were", () => {
  const audit = openAudit(folder, () => now);
  for (let count = 0; count < 1000; count += 1) audit.record({ event: "report.refused", why: "unsealing failed" });
  audit.record({ event: "report.refused", why: "another" });
  now += 61_000;
  audit.record({ event: "report.refused", why: "unsealing failed" });
  audit.close();
  expect(read()).toMatchObject({ ok: true, lines: 23 });
  expect(readFileSync(path, "utf8")).toContain(
    '"event":"repeated","of":"report.refused","why":"unsealing failed","times":980',
  );
});

test("a long value is cut", () => {
  const audit = openAudit(folder, () => now);
  audit.record({ event: "command.refused", account: "x".repeat(100_000) });
  audit.close();
  expect(statSync(path).size).toBeLessThan(1000);
});
