import { dayAfter, dayText, instantOf } from "../../protocol/zone.ts";

/** When one level has to run, and by when it has to be done. Minutes after midnight in the department's zone. */
export interface Due {
  readonly level: string;
  readonly on: { readonly every: "day" } | { readonly weekday: number } | { readonly date: number };
  readonly at: number;
  readonly by: number;
  /** How many snapshots of it the department wants to have. */
  readonly keep: number;
}

export const usualSchedule =
  "daily 00:00 by 06:00 keep 7, weekly mon 09:00 by 15:00 keep 4, monthly 1 12:00 by 18:00 keep 12";

const weekdays: readonly string[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const form =
  /^([A-Za-z0-9_]{1,30})(?: (mon|tue|wed|thu|fri|sat|sun|\d{1,2}))? (\d{2}):(\d{2}) by (\d{2}):(\d{2}) keep (\d{1,3})$/;

/** Reads a schedule as the settings have it (`usualSchedule`). Throws an Error that names what it cannot read. */
export function readSchedule(text: string): readonly Due[] {
  return text.split(",").map((part) => {
    const [all, level = "", day, hour, minute, byHour, byMinute, keep] = form.exec(part.trim().toLowerCase()) ?? [];
    const at = Number(hour) * 60 + Number(minute);
    const by = Number(byHour) * 60 + Number(byMinute);
    const on = onOf(day);
    if (all === undefined || on === undefined || !(at < by && by <= 24 * 60))
      throw new Error(`"${part.trim()}" is no line of a schedule like "${usualSchedule}"`);
    return { level, on, at, by, keep: Number(keep) };
  });
}

function onOf(day: string | undefined): Due["on"] | undefined {
  if (day === undefined) return { every: "day" };
  const weekday = weekdays.indexOf(day) + 1;
  if (weekday > 0) return { weekday };
  // Every month has 28 days.
  return Number(day) >= 1 && Number(day) <= 28 ? { date: Number(day) } : undefined;
}

/** The longest that two runs of one level are apart, in days. */
const longest = 32;

/** The newest time before `now` whose deadline has passed, with the deadline; in milliseconds since 1970. */
export function lastDeadline(due: Due, now: number, timeZone: string): { at: number; by: number } | undefined {
  const today = dayText(now, timeZone);
  for (let back = 0; back <= longest; back += 1) {
    const day = dayAfter(today, -back);
    const by = instantOf(day, due.by, timeZone);
    if (isOn(due, day) && by <= now) return { at: instantOf(day, due.at, timeZone), by };
  }
  return undefined;
}

/** The next time that it has to run, after `now`. */
export function nextDue(due: Due, now: number, timeZone: string): number | undefined {
  const today = dayText(now, timeZone);
  for (let ahead = 0; ahead <= longest; ahead += 1) {
    const day = dayAfter(today, ahead);
    const at = instantOf(day, due.at, timeZone);
    if (isOn(due, day) && at > now) return at;
  }
  return undefined;
}

function isOn({ on }: Due, day: string): boolean {
  if ("every" in on) return true;
  if ("date" in on) return Number(day.slice(8)) === on.date;
  return (new Date(`${day}T00:00:00Z`).getUTCDay() || 7) === on.weekday;
}
