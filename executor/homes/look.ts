import type { Exec, Ran } from "../exec.ts";
import type { Homeowner } from "../keys/read.ts";

/** All looks at one home together may take so long, in milliseconds. */
const timeLimitMs = 14_000;
const outputLimit = 2 * 1024 * 1024;

/** Starts a program as the home's owner, within what is left of the time for all of them. */
export type Look = (program: "find" | "getfattr" | "du", argv: readonly string[], limitMs?: number) => Promise<Ran>;

export function looker(exec: Exec, { name, uid, gid }: Homeowner): Look {
  const until = performance.now() + timeLimitMs;
  return (program, argv, limitMs = timeLimitMs) =>
    exec.run(program, argv, {
      as: { name, uid, gid },
      timeoutMs: Math.max(1, Math.min(limitMs, until - performance.now())),
      maxOutput: outputLimit,
    });
}

/** What find(1) prints with a NUL after each. The last one is left out where it was cut off. */
export const parts = (text: string): readonly string[] => text.split("\0").slice(0, -1);

/** So that -path takes a name as it is. */
export const literal = (path: string): string => path.replaceAll(/[*?[\]\\]/g, "\\$&");
