import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainEnvironment } from "../../gates/config.ts";
import { root } from "../../gates/files.ts";

const folder = mkdtempSync(join(tmpdir(), "shisa-promises-"));
for (const file of ["tsconfig.json", ".oxlintrc.json", "package.json"])
  copyFileSync(join(root, file), join(folder, file));
symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
afterAll(() => rmSync(folder, { recursive: true }));

const planted = [
  { rule: "no-floating-promises", text: 'import { execa } from "execa";\nexeca("ls");\n' },
  { rule: "no-misused-promises", text: "export const f = (a: Promise<boolean>) => (a ? 1 : 2);\n" },
  { rule: "await-thenable", text: "export const n: number = await 1;\n" },
  { rule: "only-throw-error", text: 'export const f = () => {\n  throw "no";\n};\n' },
  {
    rule: "return-await",
    text: "export async function f(a: Promise<1>) {\n  try {\n    return a;\n  } catch {\n    return 2;\n  }\n}\n",
  },
  {
    rule: "switch-exhaustiveness-check",
    text: 'export function f(a: "x" | "y") {\n  switch (a) {\n    case "x":\n      return 1;\n  }\n  return 2;\n}\n',
  },
];

let findings: string;

beforeAll(async () => {
  mkdirSync(join(folder, "bin"));
  for (const { rule, text } of planted) writeFileSync(join(folder, `bin/${rule}.ts`), text);
  const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
  const args = ["--type-aware", "--deny-warnings", "--format=unix", "bin"];
  const options = { cwd: folder, env: plainEnvironment(), extendEnv: false, reject: false } as const;
  ({ stdout: findings } = await execa(process.execPath, [oxlint, ...args], options));
});

describe("the type-aware lint", () => {
  for (const { rule } of planted) {
    it(`refuses what ${rule} is about`, () => {
      // unix format: path:line:column: message [Error/plugin(rule)]
      expect(findings).toMatch(new RegExp(`^bin/${rule}\\.ts:.*\\[Error/[\\w-]+\\(${rule}\\)\\]$`, "mu"));
    });
  }
});
