// One set-up at a time in a checkout. The kernel's lock of flock(1) is used because it cannot be left behind: the
// helper that holds it ends when its input closes, which also happens when set-up is killed.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { say } from "./work.mjs";

const quietWaitMs = 300;

/**
 * Does `work` while holding the lock of `file`, which is made if needed. Waits for as long as another holds it.
 * Where flock(1) does not exist (no util-linux) the work is done without a lock.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  const release = await take(file);
  try {
    return await work();
  } finally {
    release();
  }
}

/** @param {string} file @returns {Promise<() => void>} */
async function take(file) {
  const holder = spawn("flock", ["--no-fork", file, "sh", "-c", "echo held; exec cat"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const waiting = setTimeout(() => say("Another set-up is at work in this folder; waiting for it."), quietWaitMs);
  try {
    return await new Promise((resolve, reject) => {
      holder.once("error", (cause) => {
        if ("code" in cause && cause.code === "ENOENT") resolve(() => undefined);
        else reject(new Error(`locking ${file}: ${cause.message}`, { cause }));
      });
      holder.once("exit", (code) => reject(new Error(`locking ${file}: flock ended with code ${code}`)));
      holder.stdout.once("data", () => resolve(() => holder.stdin.end()));
    });
  } finally {
    clearTimeout(waiting);
  }
}
