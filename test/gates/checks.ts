import { join } from "node:path";
import { execa } from "execa";
import { plainEnvironment } from "./config.ts";
import { root } from "./files.ts";
import { allBreaches } from "./house-rules.ts";

const limitMs = 5 * 60_000;

/** `find` resolves to what is wrong, ready to print, and to an empty text when all is well. */
type Check = { readonly name: string; readonly find: () => Promise<string> };

/** What one check found. `milliseconds` is wall time. */
export type CheckResult = { readonly name: string; readonly found: string; readonly milliseconds: number };

/** Everything that is found without running the project. Needs nothing but the npm packages. */
const checks: readonly Check[] = [
  { name: "types", find: () => complaints("typescript/bin/tsc", ["-p", root, "--noEmit"]) },
  {
    name: "format, lint and boundaries",
    find: () =>
      complaints("@biomejs/biome/bin/biome", [
        "ci",
        "--error-on-warnings",
        "--colors=off",
        "--max-diagnostics=100",
        root,
      ]),
  },
  {
    name: "promises and other type-aware lint",
    find: () => complaints("oxlint/bin/oxlint", ["--type-aware", "--deny-warnings", "--format=unix"]),
  },
  {
    name: "nothing unused",
    find: () => complaints("knip/bin/knip.js", ["--no-progress", "--treat-config-hints-as-errors"]),
  },
  { name: "house rules", find: async () => allBreaches(root).join("\n") },
];

async function complaints(script: string, args: readonly string[]): Promise<string> {
  const { exitCode, all, shortMessage } = await execa(process.execPath, [join(root, "node_modules", script), ...args], {
    cwd: root,
    env: plainEnvironment(),
    extendEnv: false,
    stdin: "ignore",
    all: true,
    reject: false,
    timeout: limitMs,
  });
  if (exitCode === 0) return "";
  return all === "" || exitCode === undefined ? `${all}\n${shortMessage ?? ""}` : all;
}

/** Runs all checks one after the other, printing a line for each, and what a failed one has to say. */
export async function runChecks(print: (text: string) => void): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, find } of checks) {
    const begin = performance.now();
    const found = await find();
    const milliseconds = performance.now() - begin;
    print(`${found === "" ? "✓" : "✗"} ${name} (${(milliseconds / 1000).toFixed(1)} s)\n`);
    if (found !== "") print(`${found.trimEnd()}\n\n`);
    results.push({ name, found, milliseconds });
  }
  return results;
}
