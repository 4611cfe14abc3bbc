import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openAudit } from "../../../../executor/audit.ts";
import { linesBackwards } from "../../../../protocol/audit/backwards.ts";
import { lineOf } from "../../../../protocol/audit/line.ts";
import { searchAudit } from "../../../../protocol/audit/search.ts";
import { throwAwayFolder } from "../../../support/folder.ts";

let folder: string;
let remove: () => Promise<void>;
let now = Date.parse("2026-04-01T00:00:00Z");
beforeEach(async () => {
  ({ path: folder, remove } = await throwAwayFolder());
  now = Date.parse("2026-04-01T00:00:00Z");
});
afterEach(() => remove());

async function backwards(text: string): Promise<string[]> {
  const path = join(folder, "text");
  await writeFile(path, text);
  const file = await open(path, "r");
  const lines: string[] = [];
  for await (const line of linesBackwards(file)) lines.push(line);
  await file.close();
  return lines;
}

test("a file is read backwards to the letter, wherever its pieces end", async () => {
  expect(await backwards("")).toEqual([]);
  expect(await backwards("torn")).toEqual([]);
  expect(await backwards("one\n")).toEqual(["one"]);
  expect(await backwards("one\n\ntwo\ntorn")).toEqual(["two", "", "one"]);
  for (const length of [1, 1000, 262_143, 262_144, 262_145, 400_000]) {
    const lines = Array.from({ length: 7 }, (_, index) => `${index}${"研".repeat(length / 3)}`);
    expect(await backwards(`${lines.join("\n")}\ntorn`)).toEqual(lines.toReversed());
  }
});

/** One line a minute, in small files. */
async function write(count: number): Promise<void> {
  const audit = await openAudit(folder, () => now, { fileBytes: 3_000 });
  for (let line = 1; line <= count; line += 1) {
    const person = { name: line % 2 === 0 ? "alice" : "bob", uid: 5000 + (line % 2) };
    await audit.write({ what: "grant.ended", line, person, status: "done", input: { name: `Web-${line}` } });
    now += 60_000;
  }
  await audit.close();
}

const numbers = async (query: Partial<Parameters<typeof searchAudit>[1]>) => {
  const page = await searchAudit(folder, { words: [], limit: 100, ...query });
  return { ...page, entries: page.entries.flatMap(({ line }) => (typeof line === "number" ? [line] : [])) };
};

test("lines are found newest first, over all files, by words, time and whatever else", async () => {
  await write(50);
  expect((await numbers({})).entries).toEqual(Array.from({ length: 50 }, (_, index) => 50 - index));
  expect((await numbers({ words: ["web-17", "DONE"] })).entries).toEqual([17]);
  expect((await numbers({ words: ["web-17", "failed"] })).entries).toEqual([]);
  expect((await numbers({ since: now - 3 * 60_000 })).entries).toEqual([50, 49, 48]);
  expect((await numbers({ matches: ({ line }) => line === 3 || line === 44 })).entries).toEqual([44, 3]);
});

test("hashes are nothing that words are found in", async () => {
  await write(2);
  expect((await numbers({ words: ["prev"] })).entries).toEqual([]);
});

test("an answer that ends before the audit does says so", async () => {
  await write(30);
  expect(await numbers({ limit: 2, words: ["grant.ended"] })).toMatchObject({ entries: [30, 29], complete: false });
  expect(await numbers({ words: ["web-1 "] })).toMatchObject({ entries: [], complete: true });
});

test("an abandoned question ends", async () => {
  await write(5);
  await expect(searchAudit(folder, { words: [], limit: 5 }, AbortSignal.abort())).rejects.toThrow();
});

test("whatever an entry holds, the line that is shown is bounded", () => {
  const long = "x".repeat(10_000);
  const line = lineOf({
    at: long,
    what: long,
    person: { name: long },
    refusal: long,
    status: long,
    input: { a: long },
  });
  expect(JSON.stringify(line).length).toBeLessThan(2_000);
  expect(lineOf({})).toEqual({ at: "", what: "?" });
  const identity = { platform: "slack", workspace: "T1", user: "U1" };
  const entry = { at: "t", event: "e", account: "a", approver: { name: "adm1", uid: 1 }, identity, why: "limit.cpus" };
  const shown = { at: "t", what: "e", person: "a", approver: "adm1", via: "slack:T1/U1", code: "limit.cpus" };
  expect(lineOf({ ...entry, startedAt: 1, left: [] })).toEqual(shown);
});
