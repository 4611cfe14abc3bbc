import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { insidePid } from "../lab/inside.ts";

/** A program under test that says `ready` on its standard output. */
export interface Managed {
  readonly pid: number;
  /** Kills it with -9 and waits until it is gone. */
  readonly kill: () => Promise<void>;
  /** Ends it with SIGTERM and waits. */
  readonly stop: () => Promise<void>;
  readonly exited: Promise<number | null>;
}

/**
 * Starts a program and waits for its ready line.
 * @param argv whole command line; when its first program only enters namespaces, `wrapped` names that, and signals go
 *   to its child
 */
export async function startManaged(
  argv: readonly string[],
  options: { env: Record<string, string>; log: string; wrapped: boolean; deadlineMs: number },
): Promise<Managed> {
  const [program, ...rest] = argv;
  if (program === undefined) throw new Error("no program to start");
  const child = spawn(program, rest, { env: options.env, stdio: ["ignore", "pipe", "pipe"] });
  const log = createWriteStream(options.log, { flags: "a" });
  child.stderr.pipe(log);
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  await ready(child, options, exited);
  const pid = options.wrapped ? insidePid(child.pid ?? 0) : child.pid;
  if (pid === undefined) throw new Error(`${argv.join(" ")} has no process`);
  const signal = (name: "SIGKILL" | "SIGTERM") => async () => {
    try {
      process.kill(pid, name);
    } catch {
      // already gone
    }
    await exited;
  };
  return { pid, kill: signal("SIGKILL"), stop: signal("SIGTERM"), exited };
}

function ready(child: ChildProcess, options: { log: string; deadlineMs: number }, exited: Promise<number | null>) {
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready in time; see ${options.log}`)), options.deadlineMs);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    void exited.then((code) => settle(() => reject(new Error(`ended with ${code}: ${tail(options.log)}`))));
    if (child.stdout === null) return reject(new Error("no standard output"));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.includes('"ready":true')) settle(resolve);
    });
  });
}

function tail(path: string): string {
  return readFileSync(path, "utf8").slice(-2000);
}
