import { setTimeout as pause } from "node:timers/promises";

/** Waits until something holds, and says what was waited for when it does not within ten seconds. */
export async function until<T>(what: string, look: () => T | Promise<T>, deadlineMs = 10_000): Promise<NonNullable<T>> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (performance.now() > end) throw new Error(`waiting until ${what}: not within ${deadlineMs} ms`);
    await pause(10);
  }
}
