import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../gates/files.ts";
import { suites } from "../../gates/suites.ts";

const text = readFileSync(join(root, "docs/threat-model.md"), "utf8");
/** Rows of tables, without headings and the lines under them. */
const rows = text.split("\n").filter((line, index, all) => {
  const isHeading = (all[index + 1] ?? "").startsWith("|---");
  return line.startsWith("| ") && !isHeading;
});
const named = rows.map((row) => {
  const [, path = "", name = ""] = /`(test\/[^`]+\.test\.ts)`: "(.+)" \|$/u.exec(row) ?? [];
  return { row, path, name };
});

test("the threat model has tables", () => {
  expect(rows.length).toBeGreaterThan(30);
});

test.each(named)("$row names a test that is there and runs", ({ path, name }) => {
  expect(suites.some(({ folder }) => path.startsWith(`${folder}/`))).toBe(true);
  expect(existsSync(join(root, path))).toBe(true);
  const source = readFileSync(join(root, path), "utf8");
  expect(source.includes(`"${name}"`) || source.includes(`'${name}'`) || source.includes(`\`${name}\``)).toBe(true);
});

test("every file of attacks stands in the threat model", () => {
  const files = readdirSync(join(root, "test/attacks")).filter((file) => file.endsWith(".test.ts"));
  const missing = files.filter((file) => !text.includes(`test/attacks/${file}`));
  expect(missing).toEqual([]);
});
