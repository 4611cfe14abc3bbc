/** What stands below a course: a time, and how it is said in the department's zone. */
export interface TimeTick {
  readonly at: number;
  readonly label: string;
}

const minuteMs = 60_000;
/** Every zone's clocks differ by whole quarters of an hour. */
const quarterMs = 15 * minuteMs;
/** Minutes between two ticks. */
const steps = [15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200] as const;
const mostTicks = 7;
/** Longer than what is ever kept; a clock that was wrong must not make it look at every quarter of a century. */
const longestMs = 40 * 24 * 60 * minuteMs;

/** Days where there are some, else hours: at round times of that zone. Times in milliseconds since 1970. */
export function timeTicks(from: number, until: number, timeZone: string): readonly TimeTick[] {
  const span = until - from;
  if (!(span > 0 && span <= longestMs)) return [];
  const step = steps.find((minutes) => span / (minutes * minuteMs) <= mostTicks) ?? steps[steps.length - 1] ?? 1440;
  const format = new Intl.DateTimeFormat("en-GB", {
    ...({ timeZone, hourCycle: "h23", month: "numeric", day: "numeric" } as const),
    ...({ hour: "2-digit", minute: "2-digit" } as const),
  });
  const ticks: TimeTick[] = [];
  const everyDays = Math.max(1, step / 1440);
  let days = 0;
  for (let at = Math.ceil(from / quarterMs) * quarterMs; at <= until; at += quarterMs) {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
    const minutes = Number(part("hour")) * 60 + Number(part("minute"));
    const isMidnight = minutes === 0;
    if (isMidnight) days += 1;
    if (minutes % step !== 0 || (isMidnight && (days - 1) % everyDays !== 0)) continue;
    const label = isMidnight ? `${part("month")}/${part("day")}` : `${part("hour")}:${part("minute")}`;
    ticks.push({ at, label });
  }
  return ticks;
}
