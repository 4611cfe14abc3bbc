import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { must, type RunOptions, type RunResult, run } from "./run.ts";

/**
 * The arguments that run a program inside a lab. Killing the returned program (nsenter) with any signal kills the one
 * inside with SIGKILL, since nsenter has to fork and would otherwise leave it behind.
 */
export function enterNamespaces(keeperPid: number, argv: readonly string[]): string[] {
  const inside = ["setpriv", "--pdeathsig", "KILL", "--", ...argv];
  return ["nsenter", "--target", String(keeperPid), "--mount", "--pid", "--net", "--", ...inside];
}

/** As enterNamespaces, but in the machine's own network: what a program there serves and reaches is the machine's. */
export function enterWithoutNetwork(keeperPid: number, argv: readonly string[]): string[] {
  const inside = ["setpriv", "--pdeathsig", "KILL", "--", ...argv];
  return ["nsenter", "--target", String(keeperPid), "--mount", "--pid", "--", ...inside];
}

/** Runs a program inside a lab to its end. */
export async function runInside(keeperPid: number, argv: readonly string[], options?: RunOptions): Promise<RunResult> {
  return await run(enterNamespaces(keeperPid, argv), options);
}

/** Runs a program inside a lab that has to succeed. */
export async function mustInside(
  act: string,
  keeperPid: number,
  argv: readonly string[],
  options?: RunOptions,
): Promise<string> {
  return await must(act, enterNamespaces(keeperPid, argv), options);
}

/** Starts a program that makes a daemon of itself; the daemon outlives the caller and ends with the keeper. */
export async function daemonInside(act: string, keeperPid: number, argv: readonly string[]): Promise<void> {
  // Its output must not be a pipe of ours: the daemon would hold it open.
  const quiet = ["sh", "-c", 'exec "$@" </dev/null >/dev/null 2>&1', "daemon", ...argv];
  await must(act, ["nsenter", "--target", String(keeperPid), "--mount", "--pid", "--net", "--", ...quiet]);
}

/** The path by which a process outside the lab reaches a file inside it, through the keeper's root. */
export function insidePath(keeperPid: number, path: string): string {
  return join(`/proc/${keeperPid}/root`, path);
}

/**
 * The pid, as seen from outside, of the program that an `enter` command runs: the one to stop or to send SIGTERM to.
 * Undefined while it has not been started yet or when it is gone.
 */
export function insidePid(nsenterPid: number): number | undefined {
  const children = `/proc/${nsenterPid}/task/${nsenterPid}/children`;
  if (!existsSync(children)) return undefined;
  const first = readFileSync(children, "utf8").trim().split(" ")[0];
  return first === undefined || first === "" ? undefined : Number(first);
}
