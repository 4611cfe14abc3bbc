const wholeInAMinute = 20;
const minuteMs = 60_000;

/** How many entries of a kind were held back. */
export type TellCount = (kind: { readonly of: string; readonly why: string; readonly times: number }) => void;

/** Lets the first 20 entries of the same event and reason in a minute through, and counts the others. */
export function createFlood(now: () => number, tell: TellCount) {
  const seen = new Map<string, { since: number; count: number }>();
  const tellCounts = (before: number): void => {
    for (const [key, { since, count }] of seen) {
      if (since > before && since <= now()) continue;
      seen.delete(key);
      const [of = "", why = ""] = key.split("\n");
      if (count > wholeInAMinute) tell({ of, why, times: count - wholeInAMinute });
    }
  };
  const timer = setInterval(() => tellCounts(now() - minuteMs), minuteMs / 6);
  timer.unref();
  return {
    /** Whether this one is to be written. */
    passes: (event: string, why: string): boolean => {
      const key = `${event}\n${why}`;
      const known = seen.get(key);
      const count = known !== undefined && Math.abs(now() - known.since) < minuteMs ? known.count + 1 : 1;
      if (known !== undefined && count === 1) tellCounts(known.since);
      seen.set(key, { since: count === 1 ? now() : (known?.since ?? now()), count });
      return count <= wholeInAMinute;
    },
    /** Tells what is left. */
    close: (): void => {
      clearInterval(timer);
      tellCounts(Number.POSITIVE_INFINITY);
    },
  };
}
