import { setTimeout as pause } from "node:timers/promises";

/**
 * Looks every 5 ms until there is something to see (not undefined, null or false), and gives it. Rejects after
 * `deadlineMs` with an Error that says what was waited for, and with what `instead` tells of how things stand.
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  deadlineMs = 10_000,
  instead: () => string = () => "",
): Promise<NonNullable<Exclude<T, false>>> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (isThere(seen)) return seen;
    if (performance.now() > end) throw new Error(`waiting until ${what}: not within ${deadlineMs} ms\n${instead()}`);
    await pause(5);
  }
}

function isThere<T>(seen: T): seen is NonNullable<Exclude<T, false>> {
  return seen !== undefined && seen !== null && seen !== false;
}
