import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export interface ProcessStat {
  pid: number;
  comm: string;
  /** One letter as in proc(5); Z and X are dead, whoever has not reaped them yet. */
  state: string;
  parent: number;
  /** Clock ticks since boot; with the pid it names one process for ever. */
  startTime: number;
}

/** A process named so that a later one with the same pid is not mistaken for it. */
export interface ProcessRef {
  pid: number;
  startTime: number;
}

/** Reads the text of /proc/PID/stat, see proc(5). The program's name may hold blanks and brackets. */
export function parseStat(text: string): ProcessStat | undefined {
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  if (open < 0 || close < open) return undefined;
  const rest = text.slice(close + 2).split(" ");
  const [state, parent, startTime] = [rest[0], rest[1], rest[19]];
  if (state === undefined || parent === undefined || startTime === undefined) return undefined;
  return {
    pid: Number(text.slice(0, open).trim()),
    comm: text.slice(open + 1, close),
    state,
    parent: Number(parent),
    startTime: Number(startTime),
  };
}

/** What /proc says about a process now; undefined when there is none. */
export function readProcess(pid: number): ProcessStat | undefined {
  const text = readProc(pid, "stat");
  return text === undefined ? undefined : parseStat(text);
}

/** True while the very process runs. One that is dead and only not reaped yet is not alive. */
export function isAlive(ref: ProcessRef): boolean {
  const now = readProcess(ref.pid);
  return now !== undefined && now.startTime === ref.startTime && !isDead(now);
}

export function isDead(process: ProcessStat): boolean {
  return process.state === "Z" || process.state === "X";
}

/** The calling process itself. */
export function ownProcess(): ProcessRef {
  const own = readProcess(process.pid);
  if (own === undefined) throw new Error("reading /proc: the own process is not there");
  return { pid: own.pid, startTime: own.startTime };
}

/** All processes of the machine that are not dead. */
export function listProcesses(): ProcessStat[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((found) => found !== undefined)
    .filter((found) => !isDead(found));
}

/** The arguments of a process; empty when it is gone. */
export function commandLine(pid: number): string[] {
  return (readProc(pid, "cmdline") ?? "").split("\0").slice(0, -1);
}

/** The environment with which a process was started, as NAME=VALUE. */
export function environmentOf(pid: number): string[] {
  return (readProc(pid, "environ") ?? "").split("\0").slice(0, -1);
}

/** Names the PID namespace of a process, such as "pid:[4026531836]". */
export function pidNamespaceOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) {
      throw new Error(`sending ${name} to process ${pid}`, { cause: error });
    }
  }
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return undefined;
  }
}
