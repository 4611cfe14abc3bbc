import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { execa } from "execa";
import { FIXED_ENVIRONMENT } from "./run.ts";

/**
 * Runs an action while this process, and no other on the machine, holds the lock of that file. The lock is flock(2)'s,
 * held by a `cat` that ends when its input closes: it is free again however the holder dies. Throws after timeoutMs.
 */
export async function withLock<T>(file: string, action: () => Promise<T>, timeoutMs = 120_000): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  const holder = execa("flock", ["--exclusive", file, "cat"], {
    env: FIXED_ENVIRONMENT,
    extendEnv: false,
    reject: false,
    buffer: false,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waiting for the lock ${file}: held by another`)), timeoutMs);
      holder.stdout.once("data", () => {
        clearTimeout(timer);
        resolve();
      });
      holder.once("exit", () => {
        clearTimeout(timer);
        reject(new Error(`taking the lock ${file}: flock ended`));
      });
      holder.stdin.write("held\n");
    });
    return await action();
  } finally {
    holder.stdin.end();
    const hurry = setTimeout(() => holder.kill("SIGKILL"), 2000);
    await holder;
    clearTimeout(hurry);
  }
}
