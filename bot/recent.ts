/** Remembers the newest values for a while; for answers that cost nothing to forget. */
export interface Recent<T> {
  readonly get: (key: string) => T | undefined;
  readonly put: (key: string, value: T) => void;
}

const forMs = 10 * 60_000;
const mostKept = 1000;

/** Keeps at most 1,000 values, each for at most ten minutes. */
export function createRecent<T>(now: () => number): Recent<T> {
  const kept = new Map<string, { value: T; until: number }>();
  return {
    get: (key) => {
      const found = kept.get(key);
      return found !== undefined && found.until > now() ? found.value : undefined;
    },
    put: (key, value) => {
      kept.delete(key);
      kept.set(key, { value, until: now() + forMs });
      for (const [old, { until }] of kept) {
        if (kept.size <= mostKept && until > now()) break;
        kept.delete(old);
      }
    },
  };
}
