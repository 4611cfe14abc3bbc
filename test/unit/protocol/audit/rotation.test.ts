import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openAudit as openBotAudit } from "../../../../bot/audit.ts";
import { openAudit } from "../../../../executor/audit.ts";
import { auditFiles } from "../../../../protocol/audit/files.ts";
import { findChain } from "../../../../protocol/audit/open.ts";
import { compareWith, verifyFiles, verifyFolder } from "../../../../protocol/audit/verify.ts";
import { throwAwayFolder } from "../../../support/folder.ts";
import { waitFor } from "../../../support/wait.ts";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: folder, remove } = await throwAwayFolder());
});
afterEach(() => remove());

const fileBytes = 2_000;
const files = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith("audit."))
    .toSorted();

/** Writes so many lines into small files, one after the other, as an executor does. */
async function write(lines: number): Promise<void> {
  const audit = await openAudit(folder, Date.now, { fileBytes });
  for (let line = 0; line < lines; line += 1) await audit.write({ what: "test", line });
  await audit.close();
}

test("an executor's full files get numbers, and the chain goes on over all of them", async () => {
  await write(40);
  const before = verifyFolder(folder);
  expect(before).toMatchObject({ missing: 0, broken: undefined, torn: false });
  expect(before?.files).toBeGreaterThan(3);
  // Each file but the first begins with a line of its own.
  expect(before?.head.seq).toBe(40 + (before?.files ?? 0) - 1);
  await write(40);
  expect(verifyFolder(folder)).toMatchObject({ missing: 0, broken: undefined });
  expect(findChain(folder).head).toEqual(verifyFolder(folder)?.head);
});

test("a bot's do too, and what it tells of itself is what is on the disk", async () => {
  for (let run = 0; run < 3; run += 1) {
    const audit = openBotAudit(folder, Date.now, { fileBytes });
    const already = files().length;
    for (let line = 0; files().length < already + 3; line += 1) {
      audit.record({ event: "test", why: String(line) });
      await waitFor(`line ${line} to be on the disk`, () => audit.head().seq > line, 5_000);
    }
    const { seq, hash } = audit.head();
    audit.close();
    expect(verifyFolder(folder, new Set([seq]))?.hashes.get(seq)).toBe(hash);
  }
  expect(verifyFolder(folder)).toMatchObject({ missing: 0, broken: undefined });
});

test("every line is told with the number and hash that it has in the files", async () => {
  const told: { seq: number; hash: string }[] = [];
  const audit = await openAudit(folder, Date.now, { fileBytes, tell: (line) => told.push(line) });
  await Promise.all(Array.from({ length: 10 }, (_, line) => audit.write({ what: "together", line })));
  for (let line = 0; line < 20; line += 1) await audit.write({ what: "test", line });
  await audit.close();
  const report = verifyFolder(folder, new Set(told.map(({ seq }) => seq)));
  expect(told.map(({ seq }) => seq)).toEqual(Array.from({ length: report?.head.seq ?? 0 }, (_, index) => index + 1));
  for (const { seq, hash } of told) expect(report?.hashes.get(seq)).toBe(hash);
});

describe("a crash in the middle of a rotation loses nothing:", () => {
  const carriesOn = async (): Promise<void> => {
    const { seq } = findChain(folder).head;
    await write(3);
    const after = verifyFolder(folder);
    expect(after).toMatchObject({ missing: 0, broken: undefined });
    expect(after?.head.seq).toBeGreaterThanOrEqual(seq + 3);
  };
  const current = () => join(folder, "audit.log");

  test("the next file is half written", async () => {
    await write(40);
    writeFileSync(`${current()}.new`, '{"prev":"12');
    await carriesOn();
    expect(files()).not.toContain("audit.log.new");
  });

  test("the full file has its number and is not yet replaced", async () => {
    await write(40);
    const next = join(folder, `audit.${files().length}.log`);
    linkSync(current(), next);
    writeFileSync(`${current()}.new`, "what would have come\n");
    await carriesOn();
  });

  test("the same twice, and a line was torn", async () => {
    await write(40);
    appendFileSync(current(), '{"prev":"12');
    linkSync(current(), join(folder, `audit.${files().length}.log`));
    await carriesOn();
  });
});

test("a current file that is gone is begun anew from the last that was full, and what is missing shows", async () => {
  await write(40);
  const before = verifyFolder(folder);
  rmSync(join(folder, "audit.log"));
  await write(1);
  const after = verifyFolder(folder, new Set([before?.head.seq ?? 0]));
  expect(after).toMatchObject({ missing: 0, broken: undefined });
  expect(compareWith(after ?? neverVerified(), before?.head ?? neverVerified())).toBe("cut");
});

test("older files that were moved away are said to be missing, and one in the middle breaks the chain", async () => {
  await write(60);
  const [first = "", second = ""] = auditFiles(folder);
  renameSync(second, join(folder, "elsewhere"));
  expect(verifyFolder(folder)?.broken).toMatchObject({ line: 1, why: expect.stringContaining("does not go on") });
  rmSync(first);
  expect(verifyFolder(folder)).toMatchObject({ broken: undefined });
  expect(verifyFolder(folder)?.missing).toBeGreaterThan(0);
});

test("a changed line in an older file is found, with its file", async () => {
  await write(40);
  const [first = ""] = auditFiles(folder);
  writeFileSync(first, readFileSync(first, "utf8").replace('"line":2', '"line":7'));
  expect(verifyFolder(folder)?.broken).toMatchObject({ file: "audit.1.log", line: 3 });
  expect(verifyFiles([first]).broken).toMatchObject({ line: 3 });
});

test("a rotation that fails goes on in the full file, and is told", async () => {
  const faults: unknown[] = [];
  const audit = await openAudit(folder, Date.now, { fileBytes, failed: (cause) => faults.push(cause) });
  // Where the next file would be written stands a folder.
  mkdirSync(join(folder, "audit.log.new"));
  for (let line = 0; line < 20; line += 1) await audit.write({ what: "test", line });
  await waitFor("the failure to be told", () => faults.length > 0);
  await audit.close();
  expect(faults).toHaveLength(1);
  expect(verifyFolder(folder)).toMatchObject({ files: 1, broken: undefined, head: { seq: 20 } });
});

function neverVerified(): never {
  throw new Error("there is no audit");
}
