import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks again and again until the answer is not undefined and gives it. Throws after timeoutMs, naming what was
 * waited for.
 */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  options: { timeoutMs: number; everyMs?: number },
): Promise<T> {
  const deadline = performance.now() + options.timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`waiting for ${what}: not within ${options.timeoutMs} ms`);
    await sleep(options.everyMs ?? 50);
  }
}
