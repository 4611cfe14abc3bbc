import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { plainEnvironment } from "./config.ts";
import { root } from "./files.ts";
import type { Suite } from "./suites.ts";
import { type Outcome, outcome } from "./tally.ts";

const graceMs = 15_000;

/** Where a suite runs: what ends it early, the project's folder if not this one, and whether vitest's words are shown. */
type Surroundings = {
  readonly signal: AbortSignal;
  readonly project?: string;
  readonly output?: "inherit" | "ignore";
};

type Running = PromiseLike<{ readonly exitCode?: number }> & { readonly pid?: number };

/**
 * Runs `files` (paths from the folder `project`) of a suite; vitest prints its own report on our output. At the
 * suite's time limit, and when `signal` is aborted, vitest is asked to end and after 15 s its whole process group is
 * killed; so is whatever is left of the group at the end.
 */
export async function runSuite(
  suite: Suite,
  files: readonly string[],
  { signal, project = root, output = "inherit" }: Surroundings,
): Promise<Outcome> {
  const expected = files.map((file) => join(project, file));
  if (expected.length === 0) return outcome(undefined, expected, 0);
  const folder = mkdtempSync(join(tmpdir(), "shisa-test-report-"));
  try {
    const report = join(folder, "report.json");
    const vitest = execa(
      process.execPath,
      [join(root, "node_modules/vitest/vitest.mjs"), ...line(suite, project, report, expected)],
      {
        cwd: project,
        env: plainEnvironment(),
        extendEnv: false,
        stdio: ["ignore", output, output],
        detached: true, // a process group of its own, so that all of it can be ended
        reject: false,
      },
    );
    const exitCode = await within(vitest, suite.minutes * 60_000, signal);
    return outcome(textOf(report), expected, exitCode);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function line(suite: Suite, project: string, report: string, files: readonly string[]): string[] {
  const limit = suite.testSeconds * 1000;
  return [
    "run",
    `--root=${project}`,
    `--maxWorkers=${suite.workers}`,
    `--testTimeout=${limit}`,
    `--hookTimeout=${limit}`,
    ...(suite.shared === true ? ["--no-isolate"] : []),
    "--retry=0",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...files,
  ];
}

/** The exit code of `vitest`, or nothing when it had to be ended. */
async function within(vitest: Running, limitMs: number, signal: AbortSignal): Promise<number | undefined> {
  let isEnded = false;
  const end = () => {
    isEnded = true;
    signalGroup(vitest.pid, "SIGTERM");
    setTimeout(() => signalGroup(vitest.pid, "SIGKILL"), graceMs).unref();
  };
  const timer = setTimeout(end, limitMs);
  signal.addEventListener("abort", end, { once: true });
  const { exitCode } = await vitest;
  clearTimeout(timer);
  signal.removeEventListener("abort", end);
  signalGroup(vitest.pid, "SIGKILL");
  return isEnded ? undefined : exitCode;
}

function signalGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error; // ESRCH: all have ended
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
