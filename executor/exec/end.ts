import { readFileSync } from "node:fs";
import process from "node:process";

/**
 * Ends a started program and everything under it with SIGKILL.
 *
 * In a held tree (unshare --fork) the first process of the namespace is the wrapper's only child. It is that one
 * which is ended, not the wrapper: the wrapper waits for it, and the kernel lets it go only when nothing of the
 * namespace is left, so the wrapper's own exit means that all is really gone.
 */
export function endTree(pid: number, holds: "tree" | "single"): void {
  const first = holds === "tree" ? firstChild(pid) : undefined;
  try {
    process.kill(first ?? pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function firstChild(pid: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return children === "" ? undefined : Number(children.split(" ")[0]);
  } catch {
    return undefined; // Gone between the decision and the look.
  }
}
