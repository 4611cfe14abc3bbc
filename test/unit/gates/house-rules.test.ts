import { describe, expect, it } from "vitest";
import { root } from "../../gates/files.ts";
import { allBreaches, breaches } from "../../gates/house-rules.ts";

// Put together here, so that this file does not break the rules that it tries.
const dotted = (...parts: string[]) => parts.join(".");
const spaced = (...parts: string[]) => parts.join("");

const planted = [
  { path: "test/unit/a.test.ts", text: `${dotted("it", "skip")}("later", () => {});`, says: "is skipped" },
  { path: "test/unit/a.test.ts", text: `${dotted("describe", "only")}("this", () => {});`, says: "is skipped" },
  { path: "test/unit/a.test.ts", text: `${dotted("it", "skipIf")}(true)("later", () => {});`, says: "is skipped" },
  { path: "test/unit/a.test.ts", text: `${spaced("x", "it")}("later", () => {});`, says: "is skipped" },
  { path: "test/lab/a.ts", text: `await new Promise((r) => ${spaced("set", "Timeout")}(r, 500));`, says: "fixed time" },
  { path: "test/lab/a.ts", text: `await ${spaced("set", "Timeout")}(1_000);`, says: "fixed time" },
  { path: "test/lab/a.ts", text: `await ${spaced("sle", "ep")}(100);`, says: "fixed time" },
  { path: "bot/a.ts", text: `// @${spaced("ts-", "ignore")}`, says: "silenced" },
  { path: "bot/a.ts", text: `// ${spaced("biome-", "ignore")} lint: because`, says: "silenced" },
  { path: "bot/a.ts", text: `// ${spaced("oxlint-", "disable")}-next-line`, says: "silenced" },
  { path: "bin/a.ts", text: `spawn("ls", { ${spaced("shell", ": true")} });`, says: "shell" },
  { path: "bot/a.ts", text: `const { ${spaced("env } =", " process")};`, says: "back door" },
  { path: "bot/a.ts", text: `// ${spaced("TO", "DO")}: finish`, says: "unfinished" },
  { path: "bot/a.ts", text: "export {};\n".repeat(301), says: "more than 300 lines" },
  { path: "test/nowhere/a.test.ts", text: "export {};", says: "no suite" },
];

describe("the house rules", () => {
  for (const { path, text, says } of planted) {
    it(`refuse in ${path}: ${text.slice(0, 60)}`, () => {
      expect(breaches(path, text)).toEqual([expect.stringContaining(says)]);
    });
  }

  it("accept short polls, deadlines and files of 300 lines", () => {
    const poll = `await ${spaced("set", "Timeout")}(50);`;
    const deadline = `const timer = ${spaced("set", "Timeout")}(() => end(), 5000);`;
    const race = `new Promise((r) => ${spaced("set", "Timeout")}(r, 5000, false));`;
    expect(breaches("test/unit/a.test.ts", [poll, deadline, race].join("\n"))).toEqual([]);
    expect(breaches("bot/a.ts", "export {};\n".repeat(300))).toEqual([]);
  });

  it("look at no file that is not ours or not code", () => {
    expect(breaches("docs/a.md", `${spaced("TO", "DO")}`)).toEqual([]);
    expect(allBreaches(root).filter((line) => /^(dist|node_modules)\//u.test(line))).toEqual([]);
  });
});
