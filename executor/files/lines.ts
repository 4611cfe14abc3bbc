import { open, readFile } from "node:fs/promises";
import type { Place } from "./appender.ts";

export interface WholeLines {
  readonly lines: readonly { readonly text: string; readonly place: Place }[];
  /** Bytes up to and with the last newline; what follows is a write that a crash cut short. */
  readonly size: number;
  readonly torn: boolean;
}

/** The lines of a file that end in a newline. A missing file has none. Throws when the file cannot be read. */
export async function readWholeLines(path: string): Promise<WholeLines> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return Buffer.alloc(0);
    throw new Error(`reading ${path}`, { cause: error });
  });
  const lines: { text: string; place: Place }[] = [];
  let offset = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, offset)) {
    const length = end + 1 - offset;
    lines.push({ text: bytes.toString("utf8", offset, end), place: { offset, length } });
    offset = end + 1;
  }
  return { lines, size: offset, torn: offset !== bytes.length };
}

/** No line of ours is longer, in bytes. */
const longestLine = 1024 * 1024;

/**
 * The last line of a file that ends in a newline, and what `readWholeLines` tells of its size, without reading the rest
 * of a file that only grows. `text` is undefined where there is none. Throws when the file cannot be read.
 */
export async function readLastLine(
  path: string,
): Promise<{ readonly text: string | undefined; readonly size: number }> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - 2 * longestLine);
    const tail = Buffer.alloc(size - start);
    const { bytesRead } = await handle.read(tail, 0, tail.length, start);
    const bytes = tail.subarray(0, bytesRead);
    const end = bytes.lastIndexOf(10);
    if (end === -1 && start > 0) throw new Error(`reading ${path}: its end is no line of ours`);
    if (end === -1) return { text: undefined, size: 0 };
    const begin = end === 0 ? 0 : bytes.lastIndexOf(10, end - 1) + 1;
    return { text: bytes.toString("utf8", begin, end), size: start + end + 1 };
  } finally {
    await handle.close();
  }
}
