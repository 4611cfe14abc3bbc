import { randomBytes } from "node:crypto";
import { closeSync, existsSync, openSync, rmSync, statSync } from "node:fs";
import { basename } from "node:path";
import { chainStart, checkChain } from "../chain.ts";
import { syncFolder } from "./durable.ts";
import { auditFile, type Extent, extentOf, goesOnFrom, rotatedFile, rotatedNumbers } from "./files.ts";
import type { AuditHead, Head } from "./head.ts";

/** Where a chain is to be gone on with. */
export interface FoundChain {
  readonly head: Head;
  /** The file's bytes up to its last whole line, and how many a crash left behind them. */
  readonly size: number;
  readonly torn: number;
  /** Where the file has no line and others were full before: what its first line has to say. */
  readonly first: ReturnType<typeof continuing> | undefined;
}

/** What the entry says that a file begins with which goes on from another. */
export const continuing = (head: Head, after: string) => ({ seq: head.seq, after: basename(after) });

/**
 * Finds the end of a folder's chain, makes the file if it is not there, and clears away what a rotation that a crash
 * interrupted had begun. Throws where the last line is none of an audit's: nothing can go on from there.
 */
export function findChain(folder: string): FoundChain {
  const path = auditFile(folder);
  rmSync(`${path}.new`, { force: true });
  const isNew = !existsSync(path);
  closeSync(openSync(path, "a", 0o600));
  if (isNew) syncFolder(folder);
  const [last] = rotatedNumbers(folder).slice(-1);
  if (last !== undefined && isSame(path, rotatedFile(folder, last))) {
    // Linked to its number, and not yet replaced.
    rmSync(rotatedFile(folder, last));
    syncFolder(folder);
    return findChain(folder);
  }
  const extent = extentOf(path);
  const { size, torn } = extent;
  if (extent.last === undefined && last !== undefined) {
    const head = headOf(rotatedFile(folder, last), extentOf(rotatedFile(folder, last)));
    return { head, size, torn, first: continuing(head, rotatedFile(folder, last)) };
  }
  return { head: headOf(path, extent), size, torn, first: undefined };
}

function isSame(path: string, other: string): boolean {
  const [a, b] = [statSync(path), statSync(other)];
  return a.ino === b.ino && a.dev === b.dev;
}

function headOf(path: string, { first, last, lines }: Extent): Head {
  if (first === undefined || last === undefined) return { seq: 0, hash: chainStart };
  const seq = (goesOnFrom(first)?.seq ?? 0) + lines;
  try {
    const prev = String((JSON.parse(last) as { prev?: unknown }).prev);
    const check = checkChain(`${last}\n`, prev);
    if (check.ok) return { seq, hash: check.head };
  } catch (cause) {
    throw new Error(`reading ${path}: its last line is damaged; move the file away to begin a new one`, { cause });
  }
  throw new Error(`reading ${path}: its last line was changed; move the file away to begin a new one`);
}

/** Says where a chain ends, for those who keep it elsewhere. @param opened as it was found when it was opened */
export function headTeller(opened: Head, now: () => number): (head: Head) => AuditHead {
  const found = { ...opened, run: randomBytes(8).toString("hex") };
  return ({ seq, hash }) => ({ seq, hash, at: now(), opened: found });
}
