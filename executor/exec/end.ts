import { readFileSync } from "node:fs";
import process from "node:process";
import type { Program } from "../programs.ts";

/**
 * Ends a started program and everything under it with SIGKILL.
 *
 * In a held tree (unshare --fork) the first process of the namespace is the wrapper's only child. It is that one
 * which is ended, not the wrapper: the wrapper waits for it, and the kernel lets it go only when nothing of the
 * namespace is left, so the wrapper's own exit means that all is really gone.
 *
 * A family has no namespace: what it has started is looked for, and ended after it, so that it starts nothing in its
 * place.
 */
export function endTree(pid: number, holds: Program["holds"]): void {
  const first = holds === "tree" ? childrenOf(pid)[0] : undefined;
  const family = holds === "family" ? descendantsOf(pid) : [];
  for (const one of [first ?? pid, ...family]) kill(one);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

const descendantsOf = (pid: number): readonly number[] =>
  childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);

function childrenOf(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return children === "" ? [] : children.split(" ").map(Number);
  } catch {
    return []; // Gone between the decision and the look.
  }
}
