/** Remembers signatures for as long as a request that bears one could pass for a new one. */
export interface Replays {
  /** True the first time. */
  readonly isNew: (signature: string, nowMs: number) => boolean;
}

/** @param forMs how long a signature is remembered */
export function createReplays(forMs: number): Replays {
  // A Map keeps the order of insertion, so the oldest come first.
  const seen = new Map<string, number>();
  return {
    isNew: (signature, nowMs) => {
      for (const [old, until] of seen) {
        if (until > nowMs) break;
        seen.delete(old);
      }
      if (seen.has(signature)) return false;
      seen.set(signature, nowMs + forMs);
      return true;
    },
  };
}
