import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

/** A process by number and start time (clock ticks after boot, proc(5) stat field 22), so that a reused number differs. */
export const processSchema = z.strictObject({ pid: z.int().min(1), startTime: z.string() });
export type ProcessMark = z.infer<typeof processSchema>;

/** The process with this number, or undefined when there is none or it only waits to be reaped. */
export function markOf(pid: number): ProcessMark | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field, the program's name in brackets, may itself hold brackets and spaces.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const startTime = rest[18];
    return startTime === undefined || state === "Z" || state === "X" ? undefined : { pid, startTime };
  } catch {
    return undefined;
  }
}

/** Whether exactly this process is still there. */
export const isAlive = (mark: ProcessMark): boolean => markOf(mark.pid)?.startTime === mark.startTime;

/** The only child of a process, or undefined when it has none (any more). */
export function onlyChildOf({ pid }: ProcessMark): ProcessMark | undefined {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
    return child === undefined || child === "" ? undefined : markOf(Number(child));
  } catch {
    return undefined;
  }
}

/** Sends a signal to a process, or with `group` to its whole process group; one that is gone is no error. */
export function signal(mark: ProcessMark, name: NodeJS.Signals, group: "process" | "group" = "process"): void {
  if (!isAlive(mark)) return;
  try {
    process.kill(group === "group" ? -mark.pid : mark.pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Waits until the process is gone; false when it is still there at the deadline. */
export async function gone(mark: ProcessMark, deadlineMs: number): Promise<boolean> {
  for (const end = Date.now() + deadlineMs; isAlive(mark); await pause(20)) if (Date.now() > end) return false;
  return true;
}

/** Asks a process to end, and kills it when it has not by the deadline. */
export async function end(mark: ProcessMark, deadlineMs: number): Promise<void> {
  signal(mark, "SIGTERM");
  if (await gone(mark, deadlineMs)) return;
  signal(mark, "SIGKILL");
  await gone(mark, 5_000);
}
