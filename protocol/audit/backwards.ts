import type { FileHandle } from "node:fs/promises";

/** So much is read at a time, so that whoever reads a long file lets others go on between. */
const chunkBytes = 256 * 1024;
/** No line of ours is longer. */
const longestLine = 1024 * 1024;

/**
 * The lines of an open file from its last to its first, without their newlines; what stands behind the last newline is
 * left out. Reads up to where the file ended at the beginning. Throws when it cannot be read or holds no lines.
 */
export async function* linesBackwards(file: FileHandle): AsyncGenerator<string, void, undefined> {
  let { size: offset } = await file.stat();
  let rest: Buffer = Buffer.alloc(0);
  let isTail = true;
  while (offset > 0) {
    const length = Math.min(chunkBytes, offset);
    offset -= length;
    const chunk = Buffer.alloc(length);
    await file.read(chunk, 0, length, offset);
    const text = Buffer.concat([chunk, rest]);
    let end = text.lastIndexOf(10);
    if (end === -1) {
      rest = text;
    } else {
      if (isTail) isTail = false;
      else yield text.toString("utf8", end + 1);
      for (let start = before(text, end); start !== -1; start = before(text, end)) {
        yield text.toString("utf8", start + 1, end);
        end = start;
      }
      rest = text.subarray(0, end);
    }
    if (rest.length > longestLine) throw new Error("reading backwards: a line is longer than any of ours");
  }
  if (!isTail) yield rest.toString("utf8");
}

const before = (text: Buffer, end: number): number => (end === 0 ? -1 : text.lastIndexOf(10, end - 1));
