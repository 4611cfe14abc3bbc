const [minuteMs, hourMs] = [60_000, 3_600_000];

/**
 * Whether the elapsed time in a message is worth an edit: at any time in the first ten minutes, then once a minute, and
 * after an hour no more. Both in milliseconds; a clock that was set back makes nothing stale for longer.
 */
export function isStale(age: number, sinceShown: number): boolean {
  if (age >= hourMs) return false;
  return age < 10 * minuteMs || sinceShown < 0 || sinceShown >= minuteMs;
}
