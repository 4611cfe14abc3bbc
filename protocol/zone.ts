/** Times on the calendar and the clocks of an IANA zone. All instants are milliseconds since 1970. */

/** The day on a calendar that hangs there: 2026-04-01. */
export const dayText = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at);

/** A calendar's day so many days later. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Whether there is such a day: no 30 February. */
export function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

/**
 * When the clocks there show so many minutes after midnight of a day (0 to 1440; NaN where it is no day). A time that
 * a change of the clocks leaves out is the one an hour away from it.
 */
export function instantOf(day: string, minutes: number, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  if (Number.isNaN(utc)) return utc;
  // What they show is UTC's but for what the zone is ahead then; a second look settles changes of the clock.
  const once = utc - aheadMs(utc, timeZone);
  return utc - aheadMs(once, timeZone);
}

function aheadMs(at: number, timeZone: string): number {
  const there = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(at);
  return Date.parse(`${there.replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}
