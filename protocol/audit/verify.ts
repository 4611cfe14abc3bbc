import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { chainStart, checkChain } from "../chain.ts";
import { auditFiles, goesOnFrom } from "./files.ts";
import type { Head } from "./head.ts";

/** Where a chain does not fit: file, line counted from 1, and why. */
export interface Break {
  readonly file: string;
  readonly line: number;
  readonly why: string;
}

export interface ChainReport {
  /** How many lines come before the first file that is there: 0 where the whole chain is. */
  readonly missing: number;
  readonly head: Head;
  readonly files: number;
  /** The last file ends in a line that a crash cut short. */
  readonly torn: boolean;
  readonly broken: Break | undefined;
  /** The hash of each line that was asked for and is there. */
  readonly hashes: ReadonlyMap<number, string>;
}

/**
 * Checks a chain over all its files, oldest first: a folder's, or some files that follow each other. Reads one file at a
 * time into memory. Throws when a file cannot be read.
 * @param wanted the numbers of the lines, counted from 1 over the whole chain, whose hashes are to be returned
 */
export function verifyFiles(paths: readonly string[], wanted: ReadonlySet<number> = new Set()): ChainReport {
  const hashes = new Map<number, string>();
  let head: Head = { seq: 0, hash: chainStart };
  let missing = 0;
  let torn = false;
  for (const [index, path] of paths.entries()) {
    const file = basename(path);
    const text = readFileSync(path, "utf8");
    const from = goesOnFrom(text.slice(0, Math.max(0, text.indexOf("\n"))));
    if (index === 0 && from !== undefined) {
      missing = from.seq;
      head = from;
      if (wanted.has(from.seq)) hashes.set(from.seq, from.hash);
    }
    const report = (broken: Break): ChainReport => ({ missing, head, files: paths.length, torn, broken, hashes });
    if (index > 0 && text !== "" && from?.seq !== head.seq)
      return report({ file, line: 1, why: `it does not go on from line ${head.seq} of the file before` });
    const before = head.seq;
    const check = checkChain(text, head.hash, (line, hash) => {
      if (wanted.has(before + line)) hashes.set(before + line, hash);
    });
    head = { seq: before + check.lines, hash: check.head };
    if (check.broken !== undefined) return report({ file, ...check.broken });
    torn = check.torn;
    if (torn && index < paths.length - 1)
      return report({ file, line: check.lines + 1, why: "a file that was full ends in the middle of a line" });
  }
  return { missing, head, files: paths.length, torn, broken: undefined, hashes };
}

/** The same for a folder's chain; undefined where no audit was written yet. */
export function verifyFolder(folder: string, wanted?: ReadonlySet<number>): ChainReport | undefined {
  const paths = auditFiles(folder);
  const there = paths.filter((path) => existsSync(path));
  if (there.length === 0) return undefined;
  const report = verifyFiles(there, wanted);
  // A program that goes on writing may have begun a new file meanwhile.
  return auditFiles(folder).length === paths.length ? report : verifyFiles(auditFiles(folder), wanted);
}

/** What a kept head shows of a chain that was verified. */
export type Comparison = "same" | "cut" | "forked" | "elsewhere";

export function compareWith({ head, hashes, missing }: ChainReport, kept: Head): Comparison {
  if (kept.seq > head.seq) return "cut";
  if (kept.seq === 0) return "same";
  if (kept.seq < missing) return "elsewhere";
  return hashes.get(kept.seq) === kept.hash ? "same" : "forked";
}
