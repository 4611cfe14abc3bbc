import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { foldWord, shown } from "./characters.ts";
import type { Reader } from "./ports.ts";
import { dayAfter, dayText, instantOf, isDay } from "./zone.ts";

const minuteMs = 60_000;
const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:m|min|mins|minutes?|分)$/, minuteMs],
  [/^(?:h|hours?|時間)$/, 60 * minuteMs],
  [/^(?:d|days?|日|日間)$/, 24 * 60 * minuteMs],
  [/^(?:w|weeks?|週|週間)$/, 7 * 24 * 60 * minuteMs],
];
const nowWords = /^(?:now|今|いま|現在)$/;
const dayWords: ReadonlyMap<string, number> = new Map([
  ...["today", "今日", "きょう", "本日"].map((word) => [word, 0] as const),
  ...["tomorrow", "明日", "あした", "あす"].map((word) => [word, 1] as const),
  ...["明後日", "あさって"].map((word) => [word, 2] as const),
]);
const datePattern = /^(?:(\d{4})[-/年])?(\d{1,2})[-/月](\d{1,2})日?$/;
const timePattern = /^(午前|午後)?(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分|(半))?)?(am|pm)?$/;

/** What people mean by a time alone (the next one after `after`) or a day alone (its beginning or its end). */
export interface MomentHow {
  /** Milliseconds since 1970; now where it is left out. */
  readonly after?: number;
  readonly edge: "begin" | "end";
}

/**
 * A time as people type it: 2026-12-01 13:00, 12/1 13:00, 13:00, 明日 9:00, tomorrow 9am, 12月1日 13時半, +3h, 2日後,
 * now; in the department's zone, or with a Z as a computer writes it. Whole minutes, in milliseconds since 1970.
 */
export function readMoment(typed: string, reader: Pick<Reader, "now" | "timeZone">, how: MomentHow): Outcome<number> {
  const after = how.after ?? reader.now();
  const text = foldWord(typed).replace(/\s+/gu, " ");
  const at = instant(text) ?? ahead(text, after) ?? onCalendar(text, after, reader, how.edge);
  if (at === undefined || !(at >= 0 && at <= 8.64e15))
    return refused(refuse("moment.invalid", { typed: shown(typed) }));
  const round = how.edge === "begin" ? Math.floor : Math.ceil;
  return accepted(round(at / minuteMs) * minuteMs);
}

/** A time as it is typed: 2026-12-01 13:00. */
export const momentText = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at);

/** Whether a word is a day, which a time may follow: "tomorrow 9:00" is one value that was typed as two words. */
export const isDayWord = (word: string): boolean => dayWords.has(foldWord(word)) || datePattern.test(foldWord(word));
export const isTimeWord = (word: string): boolean => minutesOf(foldWord(word)) !== undefined;

function instant(text: string): number | undefined {
  return /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2})?z$/.test(text) ? Date.parse(text.toUpperCase()) : undefined;
}

function ahead(text: string, after: number): number | undefined {
  if (nowWords.test(text)) return after;
  const [, plus, count = "", unit = "", later] = /^(\+)?\s?(\d{1,5}) ?(\p{L}+?)(後)?$/u.exec(text) ?? [];
  // 「2日」 is a day of the month as much as a length of time.
  if (unit === "日" && plus === undefined && later === undefined) return undefined;
  const length = units.find(([pattern]) => pattern.test(unit))?.[1];
  return length === undefined ? undefined : after + Number(count) * length;
}

function onCalendar(
  text: string,
  after: number,
  { now, timeZone }: Pick<Reader, "now" | "timeZone">,
  edge: MomentHow["edge"],
): number | undefined {
  const today = dayText(now(), timeZone);
  const alone = minutesOf(text);
  if (alone !== undefined) {
    const day = dayText(after, timeZone);
    const at = instantOf(day, alone, timeZone);
    return at >= Math.floor(after / minuteMs) * minuteMs ? at : instantOf(dayAfter(day, 1), alone, timeZone);
  }
  const [first = "", second, ...more] = text.replace(/(\d)t(\d)/, "$1 $2").split(" ");
  const day = dayOf(first, today);
  if (day === undefined || more.length > 0) return undefined;
  if (second === undefined) return instantOf(day, edge === "begin" ? 0 : 24 * 60, timeZone);
  const minutes = minutesOf(second);
  return minutes === undefined ? undefined : instantOf(day, minutes, timeZone);
}

/** A day without its year is the next such day. */
function dayOf(text: string, today: string): string | undefined {
  const days = dayWords.get(text);
  if (days !== undefined) return dayAfter(today, days);
  const [, year, month = "", date = ""] = datePattern.exec(text) ?? [];
  if (month === "") return undefined;
  const inYear = (number: string): string => `${number}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const thisYear = Number(today.slice(0, 4));
  const years = year === undefined ? [0, 1, 2, 3, 4].map((more) => String(thisYear + more)) : [year];
  const found = years.map(inYear).filter(isDay);
  return year === undefined ? found.find((day) => day >= today) : found[0];
}

/** Minutes after midnight, up to 24:00. A bare number is no time. */
function minutesOf(text: string): number | undefined {
  const [all, half, hour = "", minute, spoken, isHalf, english] = timePattern.exec(text) ?? [];
  if (all === undefined || (/^\d+$/.test(all) && english === undefined)) return undefined;
  const isTwelve = half !== undefined || english !== undefined;
  const isLate = half === "午後" || english === "pm";
  const hours = (isTwelve ? Number(hour) % 12 : Number(hour)) + (isLate ? 12 : 0);
  if (isTwelve && Number(hour) > 12) return undefined;
  const minutes = isHalf === undefined ? Number(minute ?? spoken ?? 0) : 30;
  const total = hours * 60 + minutes;
  return minutes < 60 && total <= 24 * 60 ? total : undefined;
}
