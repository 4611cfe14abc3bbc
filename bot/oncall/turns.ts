import { dayAfter, dayText, instantOf } from "../../handlers/kit/zone.ts";

/** Who takes turns, week after week. */
export interface Turns {
  readonly members: readonly string[];
  readonly since: string;
  readonly handover: { readonly weekday: number; readonly minutes: number };
  /** IANA zone in which one hands over to the next. */
  readonly timeZone: string;
}

/** One week of one member's; milliseconds since 1970. */
export interface Turn {
  readonly from: number;
  readonly until: number;
  readonly account: string;
}

const dayMs = 86_400_000;
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const weekdayOf = (day: string): number => new Date(noon(day)).getUTCDay() || 7;

/** The last day of that weekday which is not after a day. */
const lastOn = (weekday: number, day: string): string => dayAfter(day, -((weekdayOf(day) - weekday + 7) % 7));

/** The week that a time is in; undefined where nobody takes turns. */
export function turnAt(turns: Turns, at: number): Turn | undefined {
  const { members, handover, timeZone } = turns;
  const begins = (day: string): number => instantOf(day, handover.minutes, timeZone);
  const latest = lastOn(handover.weekday, dayText(at, timeZone));
  const day = begins(latest) <= at ? latest : dayAfter(latest, -7);
  // Counted in days of the calendar: a change of the clocks makes no week shorter.
  const first = lastOn(handover.weekday, dayAfter(turns.since, 6));
  const week = Math.round((noon(day) - noon(first)) / (7 * dayMs));
  const account = members[((week % members.length) + members.length) % members.length];
  return account === undefined ? undefined : { from: begins(day), until: begins(dayAfter(day, 7)), account };
}

/** All weeks that touch a time, the first and the last whole. */
export function turnsBetween(turns: Turns, from: number, until: number): readonly Turn[] {
  const found: Turn[] = [];
  for (let at = from; at < until; ) {
    const turn = turnAt(turns, at);
    if (turn === undefined || turn.until <= at) return found;
    found.push(turn);
    at = turn.until;
  }
  return found;
}
