import { fstat } from "node:fs";
import type { OutputFile } from "./types.ts";

/** How often it is looked how long a file has become, in milliseconds. */
const lookEveryMs = 200;

/**
 * Watches a file that a program writes into by itself, past this process, and calls `onOverflow` when it is longer than
 * it may become. Gives what stops it.
 */
export function watchGrowth(file: OutputFile | undefined, onOverflow: () => void): () => void {
  if (file === undefined) return () => undefined;
  const timer = setInterval(() => {
    fstat(file.fd, (error, found) => {
      if (error === null && found.size > file.maxBytes) onOverflow();
    });
  }, lookEveryMs);
  return () => clearInterval(timer);
}
