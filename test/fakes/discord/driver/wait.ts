import type { Account, World } from "../world.ts";

/**
 * Looks whenever something changed for a person until there is something to see (not undefined or false), and gives it.
 * Rejects after `deadlineMs` with an Error that says what was waited for, and how things stand.
 */
export async function waitFor<T>(
  world: World,
  person: Pick<Account, "id">,
  what: string,
  look: () => T | undefined | false,
  deadlineMs = 10_000,
  instead: () => string = () => "",
): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const seen = look();
    if (seen !== undefined && seen !== false) return seen;
    const left = end - performance.now();
    if (left <= 0) throw new Error(`waiting until ${what}: not within ${deadlineMs} ms\n${instead()}`);
    await world.nextChange(person.id, Math.min(left, 100));
  }
}
