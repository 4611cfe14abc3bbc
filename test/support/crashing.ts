import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { root } from "../gates/files.ts";
import type { Bench } from "./executor.ts";

const program = join(root, "dist/test/support/crash-program.js");

/** An executor in a process of its own. */
export interface Separate {
  /** SIGKILL, as a power cut would. */
  readonly kill: () => Promise<void>;
}

/** Starts the built executor with the bench's settings and waits until it listens. `argv` is put before it. */
export async function startSeparate({ config, folder }: Bench, before: readonly string[] = []): Promise<Separate> {
  const env = {
    PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
    SHISA_HOST: config.host,
    REDIS_URL: config.redisUrl,
    SHISA_EXECUTOR_STATE: config.state,
    SHISA_EXECUTOR_KEYS: config.keys,
    SHISA_TRUST: config.trust,
    SHISA_STOP_FILE: config.stopFile,
    SHISA_LOG_LEVEL: "error",
  };
  const argv = [...before, process.execPath, program, folder, join(folder, "people/getent")];
  const child = spawn(argv[0] ?? "", argv.slice(1), { env, stdio: ["ignore", "pipe", "inherit"] });
  await ready(child);
  return {
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function ready(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the executor ended with ${String(code)} before it was ready`);
  });
  ended.catch(() => undefined);
  if (child.stdout === null) throw new Error("the executor has no output");
  await Promise.race([once(child.stdout, "data"), ended]);
}
