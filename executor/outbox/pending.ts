import type { Result } from "../../protocol/messages.ts";

/** A result that the bot has not said that it has. `bot` is the key that asked. */
interface Pending {
  readonly result: Result;
  readonly bot: string;
  /** Sent once more to a bot that has asked although it had said that it has it. */
  readonly isOnce: boolean;
  delayMs: number;
  nextAt: number;
}

const firstDelayMs = 2_000;
const longestDelayMs = 30_000;

/** Results that are sent again and again, ever more slowly, until a receipt. Times in milliseconds since 1970. */
export function createPending(now: () => number) {
  const pending = new Map<string, Pending>();
  return {
    add: (result: Result, bot: string, isOnce = false): void => {
      pending.set(result.grant, { result, bot, isOnce, delayMs: firstDelayMs, nextAt: now() });
    },
    remove: (grant: string): void => {
      pending.delete(grant);
    },
    has: (grant: string): boolean => pending.has(grant),
    /** All are to be sent now: whatever was sent may be lost. */
    hurry: (): void => {
      for (const entry of pending.values()) {
        entry.nextAt = now();
        entry.delayMs = firstDelayMs;
      }
    },
    /** Those whose time has come; each is then due again after its delay. */
    takeDue: (most: number): { result: Result; bot: string }[] => {
      const due: Pending[] = [];
      const at = now();
      for (const entry of pending.values()) {
        if (entry.nextAt > at) continue;
        entry.nextAt = at + entry.delayMs;
        entry.delayMs = Math.min(entry.delayMs * 2, longestDelayMs);
        due.push(entry);
        if (entry.isOnce) pending.delete(entry.result.grant);
        if (due.length === most) break;
      }
      return due;
    },
    size: (): number => pending.size,
  };
}
