import { readFile } from "node:fs/promises";
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
