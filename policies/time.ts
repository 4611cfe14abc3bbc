/** A moment as rules speak of it, in the department's zone. */
export type Moment = {
  /** Seconds since 1970. */
  readonly epoch: number;
  /** Year, month and day in one number, so that days can be compared: 20261201. */
  readonly date: number;
  /** 0 to 23. */
  readonly hour: number;
  /** 0 to 59. */
  readonly minute: number;
  /** ISO 8601: Monday is 1, Sunday 7. */
  readonly weekday: number;
};

/**
 * Makes moments of milliseconds since 1970 in one IANA zone. What is no time at all gives undefined, as if no time were
 * known.
 */
export function momentsIn(timeZone: string): (at: number | undefined) => Moment | undefined {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "iso8601",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return (at) => {
    // ECMA-262: no date lies further than this from 1970.
    if (at === undefined || !(Math.abs(at) <= 8.64e15)) return undefined;
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const [year = 0, month = 0, day = 0] = (["year", "month", "day"] as const).map((type) => parts.get(type));
    return {
      epoch: Math.floor(at / 1000),
      date: year * 10_000 + month * 100 + day,
      hour: parts.get("hour") ?? 0,
      minute: parts.get("minute") ?? 0,
      weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7,
    };
  };
}
