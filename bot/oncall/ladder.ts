import { dayAfter, dayText, instantOf } from "../../handlers/kit/zone.ts";
import type { Severity } from "../../protocol/monitor.ts";
import type { OncallNumbers, Target } from "./settings.ts";

/** One telling of the ladder. */
export interface Rung {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly to: Target;
}

/** When it is day, in minutes after midnight. */
export type Day = Pick<OncallNumbers, "dayFrom" | "dayUntil">;

/** A time as it is, or where that is night the next morning. */
export function byDay(at: number, { dayFrom, dayUntil }: Day, timeZone: string): number {
  const today = dayText(at, timeZone);
  const morning = instantOf(today, dayFrom, timeZone);
  if (at < morning) return morning;
  return at < instantOf(today, dayUntil, timeZone) ? at : instantOf(dayAfter(today, 1), dayFrom, timeZone);
}

/**
 * Everything that is to be told of a trouble that has waited for somebody since `startedAt` (milliseconds since 1970),
 * in order: an error at once and at any hour, a warning by day. Of a warning each step counts from the first telling.
 */
export function ladderOf(
  severity: Severity,
  startedAt: number,
  numbers: OncallNumbers,
  timeZone: string,
): readonly Rung[] {
  const after = (minutes: number): number => minutes * 60_000;
  if (severity === "error")
    return numbers.error.map(({ afterMinutes, to }) => ({ at: startedAt + after(afterMinutes), to }));
  const first = byDay(startedAt, numbers, timeZone);
  return numbers.warning.map(({ afterMinutes, to }) => ({
    at: byDay(first + after(afterMinutes), numbers, timeZone),
    to,
  }));
}

/** The rungs that are due now of those that were not told yet. */
export const dueNow = (rungs: readonly Rung[], told: number, now: number): readonly Rung[] =>
  rungs.slice(told).filter(({ at }) => at <= now);
