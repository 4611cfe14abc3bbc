import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { execa } from "execa";
import { end, gone, markOf, onlyChildOf, type ProcessMark, signal } from "./processes.ts";

/** One long-running program, as it is to be started. */
export interface Program {
  readonly name: string;
  /** The whole command line. */
  readonly argv: readonly [string, ...string[]];
  /** The first program only enters namespaces and waits for the real one, its only child. */
  readonly isWrapped: boolean;
  readonly env: Readonly<Record<string, string>>;
  /** Where its standard error is appended (for one that logs on it, its output too); absent: the launcher's own. */
  readonly log?: string | undefined;
  /** Whether this line of its standard output says that it is ready. */
  readonly isReady: (line: string) => boolean;
  readonly readyDeadlineMs: number;
  /** After SIGTERM; then it is killed. */
  readonly stopDeadlineMs: number;
}

/** A program that is ready. */
export interface Running {
  readonly outer: ProcessMark;
  readonly process: ProcessMark;
  /** Resolves to how it ended, in words. */
  readonly ended: Promise<string>;
}

/**
 * Starts a program once and resolves when it is ready.
 * @throws when it dies, is not ready in time, or `stop` is given first; then nothing of it is left
 */
export async function startOnce(program: Program, stop?: AbortSignal): Promise<Running> {
  const child = spawn(program);
  const ended = child.then(({ shortMessage, exitCode, signal: by, code }) => {
    if (code !== undefined) return shortMessage ?? code;
    return by === undefined ? `it ended with code ${exitCode}` : `it was ended by ${by}`;
  });
  const outer = child.pid === undefined ? undefined : markOf(child.pid);
  if (outer === undefined) throw new Error(`starting ${program.name}: ${await ended}`);
  const late = new AbortController();
  const outcome = await Promise.race([
    readyIn(child, program),
    ended,
    pause(program.readyDeadlineMs, `it was not ready within ${program.readyDeadlineMs / 1000} s`, {
      signal: late.signal,
    }),
    aborted(stop),
  ]);
  late.abort();
  const inner = program.isWrapped ? onlyChildOf(outer) : outer;
  if (outcome === "ready" && inner !== undefined) return { outer, process: inner, ended };
  await endBoth({ outer, process: inner ?? outer }, program);
  throw new Error(`starting ${program.name}: ${outcome}${lastWords(program)}`);
}

/** Reads on after the ready line, so that the program never waits for a full pipe. */
const readyIn = (child: ReturnType<typeof spawn>, program: Program): Promise<"ready"> =>
  new Promise((resolve) => {
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (program.isReady(line)) resolve("ready");
    });
  });

/** What it said last, where that went to a file. */
function lastWords({ log }: Program): string {
  if (log === undefined) return "";
  const lines = readFileSync(log, "utf8").trimEnd().split("\n").slice(-3);
  return [":", ...lines].join("\n    ");
}

/** What entered the namespace ends with the program, and the kernel ends the program with it. */
export async function endBoth(running: Pick<Running, "outer" | "process">, program: Program): Promise<void> {
  await end(running.process, program.stopDeadlineMs);
  if (await gone(running.outer, 2_000)) return;
  signal(running.outer, "SIGKILL", "group");
  await gone(running.outer, 5_000);
}

const aborted = (stop: AbortSignal | undefined): Promise<string> =>
  new Promise((resolve) => stop?.addEventListener("abort", () => resolve("it was stopped"), { once: true }));

function spawn(program: Program) {
  const [file, ...args] = program.argv;
  return execa(file, args, {
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LANG: "C.UTF-8", ...program.env },
    extendEnv: false,
    stdin: "ignore",
    stdout: "pipe",
    stderr: program.log === undefined ? "inherit" : { file: program.log, append: true },
    buffer: false,
    reject: false,
    cleanup: false,
    // A group of its own: Ctrl-C in the person's terminal reaches the launcher, which stops all in order.
    detached: true,
  });
}
