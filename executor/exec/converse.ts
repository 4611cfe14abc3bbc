import type { Writable } from "node:stream";

/** As much as a program may leave unread of what it was told, in bytes. */
const unreadLimit = 64 * 1024;

/** Says lines to a program's standard input; never waits for it, and keeps no more than it may leave unread. */
export function createSpeaker(stdin: Writable, isGone: () => boolean): (line: string) => boolean {
  // A program that has ended closes its pipe; that it ended is told elsewhere.
  stdin.on("error", () => undefined);
  return (line) => {
    if (line.includes("\n")) throw new Error("saying a line to a program: it is more than one");
    if (isGone() || stdin.destroyed || stdin.writableLength > unreadLimit) return false;
    stdin.write(`${line}\n`);
    return true;
  };
}
