import { readFile } from "node:fs/promises";

/** Does something while a process of the lab is stopped (SIGSTOP). */
export async function whileStill<T>(pid: number, work: () => Promise<T>): Promise<T> {
  const wrapper = await parentOf(pid);
  process.kill(pid, "SIGSTOP");
  try {
    return await work();
  } finally {
    // nsenter(1) stops itself with its child, and would never see the child's end.
    for (const each of [pid, wrapper]) process.kill(each, "SIGCONT");
  }
}

/** Field 4 of /proc/PID/stat, the second after the name in parentheses (proc(5)). */
async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}
