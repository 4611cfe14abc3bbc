import { backupLimits } from "../../policies/limits.ts";

const dayMs = 24 * 3_600_000;
const weekMs = 7 * dayMs;
/** 1970 began on a Thursday: Monday is three days before it. */
const mondayMs = 3 * dayMs;

interface Taken {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
}

/**
 * Which backups of one guest are too old, or too close together for their age: all of the first days stay, then the
 * newest of each calendar week (UTC), for some weeks. The newest of all always stays.
 */
export function tooMany<T extends Taken>(backups: readonly T[], now: number): readonly T[] {
  const newestFirst = backups.toSorted((a, b) => b.takenAt - a.takenAt);
  const weeks = new Set<number>();
  return newestFirst.filter(({ takenAt }, index) => {
    const age = now - takenAt;
    if (index === 0 || age < backupLimits.days * dayMs) return false;
    if (age >= longestMs) return true;
    const week = Math.floor((takenAt + mondayMs) / weekMs);
    const isLater = weeks.has(week);
    weeks.add(week);
    return isLater;
  });
}

/** A backup older than that, in milliseconds, of a guest that is gone, is kept no longer. */
export const longestMs = backupLimits.days * dayMs + backupLimits.weeks * weekMs;

/** When the next may be taken, in milliseconds since 1970, where as many as allowed were taken within 24 hours. */
export function nextAllowed(backups: readonly Taken[], now: number): number | undefined {
  const recent = backups
    .map(({ takenAt }) => takenAt)
    .filter((takenAt) => now - takenAt < dayMs)
    .toSorted((a, b) => b - a);
  const oldest = recent[backupLimits.perGuestADay - 1];
  return oldest === undefined ? undefined : oldest + dayMs;
}
