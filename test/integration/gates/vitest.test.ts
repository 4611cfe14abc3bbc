import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "../../gates/files.ts";
import { runSuite } from "../../gates/vitest.ts";

const project = mkdtempSync(join(tmpdir(), "shisa-run-suite-"));
symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
mkdirSync(join(project, "test/unit"), { recursive: true });
writeFileSync(join(project, "package.json"), '{ "type": "module" }\n');
afterAll(() => rmSync(project, { recursive: true }));

const surroundings = { signal: new AbortController().signal, project, output: "ignore" } as const;
const suite = { name: "unit", folder: "test/unit", workers: 2, testSeconds: 60, minutes: 1 };
const plant = (name: string, text: string) => {
  const path = `test/unit/${name}.test.ts`;
  writeFileSync(join(project, path), `import { expect, it } from "vitest";\n${text}`);
  return path;
};
const isAlive = (pid: string) => {
  const stat = `/proc/${pid}/stat`; // a process that has ended but that nobody has waited for is in state Z
  return existsSync(stat) && !/\) Z /u.test(readFileSync(stat, "utf8"));
};

describe("a suite run by vitest", () => {
  it("is counted test by test, over all files", async () => {
    const good = plant("good", 'it("holds", () => expect(1).toBe(1));\nit("holds too", () => {});\n');
    const bad = plant("bad", 'it("fails", () => expect(1).toBe(2));\n');
    const broken = plant("broken", 'throw new Error("no test is even found");\n');
    const { tally, remarks } = await runSuite(suite, [good, bad, broken], surroundings);
    expect(tally).toEqual({ passed: 2, failed: 2, skipped: 0 });
    expect(remarks).toEqual([`no test of ${join(project, broken)} ran`]);
  });

  it("fails for an error that no test caused", async () => {
    const late = plant("late", 'it("holds", () => void Promise.reject(new Error("late")));\n');
    const { tally, remarks } = await runSuite(suite, [late], surroundings);
    expect(tally).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(remarks).toEqual([expect.stringContaining("an error outside the tests")]);
  });

  it("is ended at its time limit with all that it started", { timeout: 30_000 }, async () => {
    const child = 'const child = spawn("sleep", ["1000"]);\nwriteFileSync("pid", String(child.pid));\n';
    const imports = 'import { spawn } from "node:child_process";\nimport { writeFileSync } from "node:fs";\n';
    const hanging = plant("hanging", `${imports}${child}it("hangs", () => new Promise(() => {}));\n`);
    const { tally, remarks } = await runSuite({ ...suite, minutes: 0.05 }, [hanging], surroundings);
    expect(tally.failed).toBeGreaterThan(0);
    expect(remarks).toContain("it was ended, at its time limit or by a signal");
    const pid = readFileSync(join(project, "pid"), "utf8");
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});
