import type { Readable } from "node:stream";

/** What one stream of a program has said so far, up to a limit. */
export interface Collected {
  readonly text: () => string;
}

/** Keeps at most `limit` bytes of a stream (null: it says nothing here) and calls `onOverflow` once when there is more; the rest is thrown away. */
export function collect(stream: Readable | null, limit: number, onOverflow: () => void): Collected {
  const chunks: Buffer[] = [];
  let size = 0;
  let full = false;
  stream?.on("data", (chunk: Buffer) => {
    if (full) return;
    chunks.push(chunk.subarray(0, limit - size));
    size += chunk.length;
    if (size <= limit) return;
    full = true;
    onOverflow();
  });
  // A program that was ended may leave its pipe in any state; that it ended is what counts.
  stream?.on("error", () => undefined);
  return { text: () => Buffer.concat(chunks).toString("utf8") };
}

/** Calls `onLine` for each whole line of a stream; a line longer than `limit` characters is cut there. */
export function eachLine(stream: Readable, limit: number, onLine: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = (lines.pop() ?? "").slice(0, limit);
    for (const line of lines) onLine(line.slice(0, limit));
  });
  stream.on("error", () => undefined);
}
