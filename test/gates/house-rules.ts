import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./files.ts";
import { suites } from "./suites.ts";

const mostLines = 300;
const source = /\.(ts|mjs)$/u;
const testFile = /\.test\.ts$/u;

type Rule = { readonly in: RegExp; readonly finds: RegExp; readonly says: string };

/** What a reviewer would send back and a pattern can see. Each has a planted breach in the test of this file. */
const rules: readonly Rule[] = [
  {
    in: testFile,
    finds: /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:skip|only|todo|fails|skipIf|runIf)\b|\bx(?:it|test|describe)\(/u,
    says: "a test is skipped, left open or run alone",
  },
  {
    in: /^test\//u,
    finds:
      /\bsetTimeout\(\s*[\w.]+\s*,\s*\d[\d_]{2,}\s*\)|\bawait (?:setTimeout|sleep|delay|wait)\(\s*\d[\d_]{2,}\s*[,)]/u,
    says: "a test waits for a fixed time: wait for a condition with a deadline",
  },
  {
    in: source,
    finds: /@ts-(?:ignore|expect-error|nocheck)|\b(?:biome|oxlint|eslint)-(?:ignore|disable)/u,
    says: "a check is silenced",
  },
  { in: source, finds: /\bshell:\s*(?:true|["'])/u, says: "a program is started through a shell" },
  {
    in: source,
    finds: /\{[^{}]*\benv\b[^{}]*\}\s*=\s*process\b(?!\.)/u,
    says: "the environment is read by the back door",
  },
  { in: source, finds: /\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/u, says: "something is left unfinished" },
];

/** What is wrong with one file, as lines `path:line: words`. `path` is relative to the project's folder. */
export function breaches(path: string, text: string): string[] {
  if (!source.test(path)) return [];
  const lines = text.split("\n");
  const found = rules
    .filter((rule) => rule.in.test(path))
    .flatMap((rule) => lines.flatMap((line, at) => (rule.finds.test(line) ? [`${path}:${at + 1}: ${rule.says}`] : [])));
  if (text.trimEnd().split("\n").length > mostLines) found.push(`${path}: more than ${mostLines} lines`);
  if (testFile.test(path) && !suites.some((suite) => path.startsWith(`${suite.folder}/`))) {
    found.push(`${path}: this test is in no suite's folder and would never run`);
  }
  return found;
}

/** All breaches in the files below `folder`. */
export function allBreaches(folder: string): string[] {
  return filesBelow(folder)
    .filter((path) => source.test(path))
    .flatMap((path) => breaches(path, readFileSync(join(folder, path), "utf8")));
}
