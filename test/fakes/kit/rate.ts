/** At most `calls` calls in any `perMs` milliseconds on the long run, of which up to `burst` at once. */
export interface Rate {
  readonly calls: number;
  readonly perMs: number;
  /** At least 1; `calls` unless said. */
  readonly burst?: number;
}

export interface RateLimiter {
  /** Takes one call for a key: 0 when it is allowed, else after how many milliseconds the next one is. */
  readonly take: (key: string) => number;
}

/** A bucket of tokens for each key, filled by `now` (milliseconds). A call that is not allowed takes nothing. */
export function createRateLimiter(rate: Rate, now: () => number): RateLimiter {
  const most = rate.burst ?? rate.calls;
  const eachMs = rate.perMs / rate.calls;
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take: (key) => {
      const time = now();
      const bucket = buckets.get(key) ?? { tokens: most, at: time };
      bucket.tokens = Math.min(most, bucket.tokens + (time - bucket.at) / eachMs);
      bucket.at = time;
      buckets.set(key, bucket);
      // A hair's breadth below 1 is rounding, not a call too many.
      if (bucket.tokens < 1 - 1e-9) return Math.max(1, Math.ceil((1 - bucket.tokens) * eachMs));
      bucket.tokens -= 1;
      return 0;
    },
  };
}
