import { execa } from "execa";
import { type AbandonedChild, createAbandoned } from "./exec/abandoned.ts";
import { createSpeaker } from "./exec/converse.ts";
import { endTree } from "./exec/end.ts";
import { watchGrowth } from "./exec/growth.ts";
import { guard } from "./exec/guard.ts";
import { collect, eachLine } from "./exec/output.ts";
import type { ConverseOptions, Exec, ExecOptions, FollowOptions, Ran, RunOptions, Spoken } from "./exec/types.ts";
import { environment, wrap } from "./exec/wrap.ts";
import { type Program, type ProgramName, type ProgramTable, programs } from "./programs.ts";

export type { AbandonedChild } from "./exec/abandoned.ts";
export type { Exec, ExecOptions, FollowOptions, Ran, RunOptions, Spoken } from "./exec/types.ts";
export type { Account, View } from "./exec/wrap.ts";

/** A followed program's line is cut there, in characters. */
const lineLimit = 64 * 1024;
/** A program's own children may hold its pipes after it has ended; nobody waits longer than this for them, in ms. */
const pipeGraceMs = 500;

/** Makes the way to start programs. */
export function createExec(options: ExecOptions = {}): Exec {
  const table: ProgramTable = { ...programs, ...options.programs };
  const graceMs = options.graceMs ?? 2_000;
  const abandoned = createAbandoned(options.onAbandoned);
  return {
    run: (name, argv, runOptions) =>
      run(table, name, argv, runOptions, graceMs, (child, gone) => abandoned.add(child, gone)),
    spawnLines: (name, argv, follow) => spawnLines(table, name, argv, follow),
    converse: (name, argv, options) => converse(table, name, argv, options),
    abandonedBy: (account) => abandoned.list().filter((child) => child.owner === account),
    abandoned: () => abandoned.list(),
  };
}

type StartOptions = Pick<RunOptions, "input" | "inputFile" | "outputFile" | "cwd" | "variables"> & {
  readonly spoken?: true;
};

/** No shell, no inherited environment, nothing of the executor's own files. */
function start(argv: readonly [string, ...string[]], options: StartOptions) {
  const [file, ...rest] = argv;
  return execa(file, rest, {
    ...stdinOf(options),
    stdout: options.outputFile === undefined ? "pipe" : descriptor(options.outputFile.fd),
    stderr: "pipe",
    cwd: options.cwd ?? "/",
    // A program in Python keeps its answers back when it speaks to a pipe.
    env: { ...environment, ...(options.spoken === true ? { PYTHONUNBUFFERED: "1" } : {}), ...options.variables },
    extendEnv: false,
    buffer: false,
    reject: false,
    cleanup: false,
    encoding: "buffer",
    shell: false,
  });
}

/** The system takes any; execa's types know the first ones only. */
const descriptor = (fd: number): 3 => fd as 3;

const stdinOf = ({ input, inputFile, spoken }: StartOptions) => {
  if (spoken === true) return { stdin: "pipe" } as const;
  if (inputFile !== undefined) return { stdin: descriptor(inputFile) } as const;
  return input === undefined ? ({ stdin: "ignore" } as const) : { input };
};

/** Resolves, never rejects, when the program is really gone. */
function whenGone(child: ReturnType<typeof start>): Promise<number> {
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code ?? -1));
  });
}

async function run(
  table: ProgramTable,
  name: ProgramName,
  argv: readonly string[],
  options: RunOptions,
  graceMs: number,
  remember: (child: AbandonedChild, gone: Promise<unknown>) => void,
): Promise<Ran> {
  const program = table[name];
  const child = start(wrap(program, argv, options.as, options.view, options.variables), options);
  const { pid } = child;
  if (pid === undefined) throw new Error(`starting ${name}`, { cause: (await child).cause });
  const holds = options.as === undefined ? program.holds : "tree";
  const gone = whenGone(child);
  const limits = guard({ ...options, graceMs, end: () => endTree(pid, holds) });
  const stdout = collect(child.stdout, options.maxOutput, () => limits.end("overflowed"));
  const stderr = collect(child.stderr, options.maxOutput, () => limits.end("overflowed"));
  const unwatch = watchGrowth(options.outputFile, () => limits.end("overflowed"));
  const exitCode = await Promise.race([ended(child, gone), limits.abandoned]);
  const why = limits.stop();
  unwatch();
  const abandoned = exitCode === undefined;
  if (abandoned) remember({ pid, program: name, owner: options.owner ?? options.as?.name, since: Date.now() }, gone);
  return {
    exitCode: exitCode === undefined || why !== undefined ? -1 : exitCode,
    stdout: stdout.text(),
    stderr: stderr.text(),
    timedOut: why === "timedOut",
    overflowed: why === "overflowed",
    cancelled: why === "cancelled",
    abandoned,
  };
}

/** The exit code, once the program has ended and its output was read. */
async function ended(child: ReturnType<typeof start>, gone: Promise<number>): Promise<number> {
  const code = await gone;
  let patience: NodeJS.Timeout | undefined;
  const enough = new Promise((resolve) => {
    patience = setTimeout(resolve, pipeGraceMs);
  });
  await Promise.race([child, enough]);
  clearTimeout(patience);
  child.stdout?.destroy();
  child.stderr.destroy();
  return code;
}

function spawnLines(table: ProgramTable, name: ProgramName, argv: readonly string[], options: FollowOptions) {
  const program = table[name];
  const child = start(wrap(program, argv), {});
  const { pid, stdout } = child;
  if (pid === undefined || stdout === null) throw new Error(`starting ${name}: no process could be made`);
  eachLine(stdout, lineLimit, options.onLine);
  child.stderr.resume();
  return endOf(child, pid, program.holds, options).end;
}

function converse(table: ProgramTable, name: ProgramName, argv: readonly string[], options: ConverseOptions): Spoken {
  const program = table[name];
  const child = start(wrap(program, argv), { spoken: true });
  const { pid, stdin, stdout } = child;
  if (pid === undefined || stdin === null || stdout === null)
    throw new Error(`starting ${name}: no process could be made`);
  eachLine(stdout, options.lineLimit, options.onLine);
  eachLine(child.stderr, options.lineLimit, options.onErrorLine ?? (() => undefined));
  const { isGone, end } = endOf(child, pid, program.holds, options);
  return { say: createSpeaker(stdin, isGone), end };
}

/** Tells when a program that goes on has ended, and ends it. */
function endOf(
  child: ReturnType<typeof start>,
  pid: number,
  holds: Program["holds"],
  { onEnd }: Pick<FollowOptions, "onEnd">,
) {
  let isGone = false;
  const gone = whenGone(child).then((code) => {
    isGone = true;
    onEnd?.(code);
  });
  const end = async (): Promise<void> => {
    if (!isGone) endTree(pid, holds);
    await gone;
  };
  return { isGone: () => isGone, end };
}
