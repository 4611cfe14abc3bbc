import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AuditHead } from "../../../../protocol/audit/head.ts";
import { openKeptHeads, readKeptHeads } from "../../../../protocol/audit/kept.ts";
import { throwAwayFolder } from "../../../support/folder.ts";

const closing: (() => void)[] = [];
let path: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  const folder = await throwAwayFolder();
  remove = folder.remove;
  path = join(folder.path, "heads.json");
});
afterEach(async () => {
  for (const close of closing.splice(0)) close();
  await remove();
});

const hash = (letter: string): string => letter.repeat(64);
const head = (seq: number, letter: string, opened: [number, string], run: string): AuditHead => ({
  ...{ seq, hash: hash(letter), at: 1_000 + seq },
  opened: { seq: opened[0], hash: hash(opened[1]), run: run.repeat(16) },
});
const never = (cause: unknown): never => {
  throw cause;
};
const open = () => {
  const heads = openKeptHeads(path, () => 5_000, never);
  closing.push(heads.close);
  return heads;
};

/** What is found when the second statement follows the first. */
function found(first: AuditHead, second: AuditHead): string | undefined {
  const heads = open();
  heads.take("vm1", first);
  return heads.take("vm1", second)?.why;
}

const first = head(10, "a", [0, "0"], "1");

describe("a chain that has only grown is believed:", () => {
  test.each([
    ["the same again", head(10, "a", [0, "0"], "1")],
    ["more lines", head(12, "b", [0, "0"], "1")],
    ["opened anew where it ended", head(11, "b", [10, "a"], "2")],
    ["opened anew where it had got to unheard", head(20, "c", [15, "b"], "2")],
  ])("%s", (_, second) => expect(found(first, second)).toBeUndefined());
});

describe("lines that are gone, or are others, are seen:", () => {
  test.each([
    ["fewer lines", head(9, "b", [0, "0"], "1"), "cut"],
    ["as many, and another hash", head(10, "b", [0, "0"], "1"), "forked"],
    ["a file that began anew", head(1, "b", [0, "0"], "2"), "cut"],
    ["one line cut off, and many written since", head(50, "b", [9, "c"], "2"), "cut"],
    ["the last line replaced, and many written since", head(50, "b", [10, "c"], "2"), "forked"],
    ["an opening that is told differently", head(12, "b", [1, "0"], "1"), "cut"],
  ])("%s", (_, second, why) => expect(found(first, second)).toBe(why));
});

test("what was kept outlives a restart, and so does the evidence, once", () => {
  const before = open();
  before.take("vm1", first);
  before.close();
  const after = open();
  expect(after.of("vm1")).toEqual(first);
  const cut = head(3, "b", [3, "b"], "2");
  expect(after.take("vm1", cut)).toMatchObject({ name: "vm1", kept: { seq: 10 }, said: { seq: 3 } });
  expect(after.take("vm1", cut)).toBeUndefined();
  expect(readKeptHeads(path).findings).toEqual([
    { name: "vm1", at: 5_000, why: "cut", kept: { seq: 10, hash: hash("a") }, said: { seq: 3, hash: hash("b") } },
  ]);
});

test("of endless contradictions a hundred are kept, the first and the newest among them", () => {
  const heads = open();
  heads.take("vm1", first);
  for (let seq = 1_000; seq > 880; seq -= 1) heads.take("vm2", head(seq, "a", [0, "0"], "1"));
  const kept = heads.findings().map(({ said }) => said.seq);
  expect(kept).toHaveLength(100);
  expect([kept[0], kept.at(-1)]).toEqual([999, 881]);
});

test("a damaged file is not begun anew in silence", () => {
  writeFileSync(path, "{");
  expect(open).toThrow("it is damaged");
});
