import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { words as checkWords } from "../../../handlers/gpu/check.words.ts";
import { parseLine } from "../../../handlers/kit/line.ts";
import { verbText } from "../../../handlers/kit/usage.ts";
import { commands } from "../../../handlers/registry.ts";
import { isPermission } from "../../../policies/permissions.ts";

const text = readFileSync(join(import.meta.dirname, "../../../docs/gpu.md"), "utf8");
/** Whole lines in blocks, and lines within a sentence; `/gpu why` alone names a verb and is no example. */
const blocks = [...text.matchAll(/```\n([\s\S]*?)```/gu)].flatMap(([, block = ""]) => block.trim().split(/\s*\n\s*/u));
const named = [...text.matchAll(/`\/(gpu [a-z]+)[^`]*`/gu)].map(([, name = ""]) => name);
const wordsOf = (line: string): string => /^\/(gpu (?:image )?[a-z]+)/u.exec(line)?.[1] ?? "";
const verbs = new Map(commands.map((command) => [verbText(command).replace(/^\//u, ""), command]));

test("there are examples for students in both languages", () => {
  const [, japanese = "", english = ""] = text.split(/^## (?:日本語|English)$/mu);
  for (const half of [japanese, english]) {
    for (const verb of ["images", "check", "job", "log", "why", "cancel"]) expect(half).toContain(`/gpu ${verb}`);
  }
});

test.each([...new Set([...blocks.map(wordsOf), ...named])])("%s is a command that there is", (name) => {
  expect(isPermission(name.replace(/^gpu image /u, "image ").replace(" ", "."))).toBe(true);
});

describe("every example is understood as the verb that it shows", () => {
  test.each(blocks.filter((line) => verbs.has(wordsOf(line))))("%s", (line) => {
    const parsed = parseLine(line, commands);
    expect(parsed.kind).toBe("command");
    expect(parsed.kind === "command" ? parsed.command : undefined).toBe(verbs.get(wordsOf(line)));
  });
});

const titles = Object.values(checkWords.titles);
const rowsAfter = (heading: string) =>
  [...(text.split(heading)[1]?.split("\n\n")[0] ?? "").matchAll(/^\| ([^|]+) \|/gmu)].map(([, cell = ""]) => cell);

test("the answers of a check that are explained are those that people read", () => {
  const japanese = rowsAfter("| `/gpu check` の答え | 意味と、次にすること |").filter((cell) => !cell.startsWith("-"));
  const english = [...text.matchAll(/^- (\*.+?\*):/gmu)].flatMap(([, said = ""]) =>
    said.replaceAll("*", "").split(", "),
  );
  expect([japanese.length, english.length]).toEqual([6, 6]);
  for (const said of japanese) expect(titles.some(({ ja }) => ja("").includes(said))).toBe(true);
  for (const said of english) expect(titles.some(({ en }) => en("").includes(said))).toBe(true);
});
