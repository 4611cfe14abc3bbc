import { clockToleranceSeconds } from "../protocol/messages.ts";

/** Milliseconds since 1970. */
export type Clock = () => number;

/**
 * Whether this host's clock can be believed: nothing that was written here lies further in its future than two clocks
 * may differ. A clock that was set back would give old grants a second life.
 */
export function clockIsSound(now: number, latestWritten: number): boolean {
  return latestWritten - now <= clockToleranceSeconds * 1000;
}
