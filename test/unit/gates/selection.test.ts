import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { selection } from "../../gates/selection.ts";
import { suites } from "../../gates/suites.ts";

const folder = mkdtempSync(join(tmpdir(), "shisa-selection-"));
for (const path of [
  "test/unit/a.test.ts",
  "test/unit/bot/b.test.ts",
  "test/unit/kit.ts",
  "test/attacks/forged.test.ts",
]) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), "");
}
afterAll(() => rmSync(folder, { recursive: true }));

const chosen = (...args: string[]) => {
  const { checks, suites: some } = selection(args, folder);
  return { checks, suites: Object.fromEntries(some.map(({ suite, files }) => [suite.name, files])) };
};

describe("what npm test runs", () => {
  it("is the checks and every suite, also one without files", () => {
    const { checks, suites: all } = chosen();
    expect(checks).toBe(true);
    expect(Object.keys(all)).toEqual(suites.map((suite) => suite.name));
    expect(all["unit"]).toEqual(["test/unit/a.test.ts", "test/unit/bot/b.test.ts"]);
    expect(all["stories"]).toEqual([]);
  });

  it("is what is named", () => {
    expect(chosen("check")).toEqual({ checks: true, suites: {} });
    expect(chosen("attacks")).toEqual({ checks: false, suites: { attacks: ["test/attacks/forged.test.ts"] } });
  });

  it("is narrowed by parts of paths, and a part that fits nothing leaves a suite empty, which then fails", () => {
    expect(chosen("unit", "bot/")).toEqual({ checks: false, suites: { unit: ["test/unit/bot/b.test.ts"] } });
    expect(chosen("unit", "nothing")).toEqual({ checks: false, suites: { unit: [] } });
  });

  it("is every suite that has a file whose path contains one of the parts", () => {
    expect(chosen("bot/", "forged")).toEqual({
      checks: false,
      suites: { unit: ["test/unit/bot/b.test.ts"], attacks: ["test/attacks/forged.test.ts"] },
    });
  });
});
