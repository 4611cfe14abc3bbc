import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** The file that is written to now. */
export const auditFile = (folder: string): string => join(folder, "audit.log");
/** What this program keeps of the others' chains. */
export const keptHeadsFile = (folder: string): string => join(folder, "audit.heads.json");
/** A file that was full; the oldest has the number 1, and no number is used twice. */
export const rotatedFile = (folder: string, number: number): string => join(folder, `audit.${number}.log`);

/** The numbers of the files that were full, oldest first. */
export function rotatedNumbers(folder: string): number[] {
  const numbers = readdirSync(folder).flatMap((name) => {
    const [, number] = /^audit\.([1-9]\d{0,8})\.log$/u.exec(name) ?? [];
    return number === undefined ? [] : [Number(number)];
  });
  return numbers.toSorted((a, b) => a - b);
}

/** All files of a folder's chain, oldest first, the one that is written to last. */
export const auditFiles = (folder: string): string[] => [
  ...rotatedNumbers(folder).map((number) => rotatedFile(folder, number)),
  auditFile(folder),
];

/** In `event` or `what`, as each program names it: the first line of a file that goes on from another. */
export const continued = "audit.continued";

const firstLineSchema = z.object({
  prev: z.string(),
  entry: z.looseObject({ what: z.string().optional(), event: z.string().optional(), seq: z.int().min(1) }),
});

/**
 * How many lines the chain has before a file's first, as that line says, and the hash that it goes on from. Undefined
 * for a file that begins a chain, and for one that is empty. Whether what it says is true only the chain can show.
 */
export function goesOnFrom(firstLine: string): { readonly seq: number; readonly hash: string } | undefined {
  try {
    const { prev, entry } = firstLineSchema.parse(JSON.parse(firstLine));
    return entry.what === continued || entry.event === continued ? { seq: entry.seq, hash: prev } : undefined;
  } catch {
    return undefined;
  }
}

const chunkBytes = 1024 * 1024;

/** What a file holds, without all of it in memory. Throws when it cannot be read. */
export interface Extent {
  /** Lines that end in a newline. */
  readonly lines: number;
  /** Their bytes. */
  readonly size: number;
  /** Bytes behind them: a write that a crash cut short. */
  readonly torn: number;
  /** The first and the last of those lines; undefined where there is none. */
  readonly first: string | undefined;
  readonly last: string | undefined;
}

export function extentOf(path: string): Extent {
  const file = openSync(path, "r");
  try {
    const { size: bytes } = statSync(path);
    const chunk = Buffer.alloc(chunkBytes);
    const at = { lines: 0, firstEnd: -1, lastStart: 0, end: 0 };
    for (let offset = 0; offset < bytes; ) {
      const read = readSync(file, chunk, 0, Math.min(chunkBytes, bytes - offset), offset);
      if (read === 0) break;
      for (let found = chunk.indexOf(10); found !== -1 && found < read; found = chunk.indexOf(10, found + 1)) {
        at.lines += 1;
        if (at.firstEnd === -1) at.firstEnd = offset + found;
        at.lastStart = at.end;
        at.end = offset + found + 1;
      }
      offset += read;
    }
    const text = (start: number, end: number): string => {
      const line = Buffer.alloc(Math.max(0, end - start));
      readSync(file, line, 0, line.length, start);
      return line.toString("utf8");
    };
    const whole = { lines: at.lines, size: at.end, torn: bytes - at.end };
    if (at.lines === 0) return { ...whole, first: undefined, last: undefined };
    return { ...whole, first: text(0, at.firstEnd), last: text(at.lastStart, at.end - 1) };
  } finally {
    closeSync(file);
  }
}
