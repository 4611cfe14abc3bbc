/** How much may be done within the last minute. */
export interface Budget {
  /** Takes so many, if so many are left besides those that are kept for what matters more. */
  readonly take: (count: number, kept?: number) => boolean;
}

const minuteMs = 60_000;

/** @param now milliseconds, only ever rising */
export function createBudget(perMinute: number, now: () => number): Budget {
  let taken: number[] = [];
  return {
    take: (count, kept = 0) => {
      taken = taken.filter((at) => now() - at < minuteMs);
      if (taken.length + count + kept > perMinute) return false;
      taken.push(...Array.from({ length: count }, now));
      return true;
    },
  };
}
