import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { waitFor } from "../../support/wait.ts";

/** Watches a running process and all that it starts with strace(1) until `end`, which gives the trace. */
export async function traced(pid: number, file: string, calls: string): Promise<{ end: () => Promise<string> }> {
  const argv = ["-f", "-yy", "-s", "4096", "-e", `trace=${calls}`, "-o", file, "-p", String(pid)];
  const child = spawn("/usr/bin/strace", argv, { stdio: "ignore" });
  const ended = once(child, "exit");
  const isAttached = async () => /TracerPid:\t[1-9]/.test(await readFile(`/proc/${pid}/status`, "utf8"));
  await waitFor("strace to be attached", isAttached);
  return {
    async end() {
      child.kill("SIGINT");
      await ended;
      return readFile(file, "utf8");
    },
  };
}
