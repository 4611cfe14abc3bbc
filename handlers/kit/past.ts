import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { foldWord, shown } from "./characters.ts";
import type { Reader } from "./ports.ts";
import { dayAfter, dayText, instantOf, isDay } from "./zone.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:m|min|mins|minutes?|分|分間)$/, minuteMs],
  [/^(?:h|hours?|時間)$/, hourMs],
  [/^(?:d|days?|日|日間)$/, dayMs],
  [/^(?:w|weeks?|週|週間)$/, 7 * dayMs],
];
const daysAgo: ReadonlyMap<string, number> = new Map([
  ...["today", "今日", "きょう", "本日"].map((word) => [word, 0] as const),
  ...["yesterday", "昨日", "きのう", "前日"].map((word) => [word, 1] as const),
  ...["day before yesterday", "the day before yesterday", "一昨日", "おととい"].map((word) => [word, 2] as const),
]);
const weekdays: readonly RegExp[] = [
  /^(?:sun(?:day)?|日曜日?)$/,
  /^(?:mon(?:day)?|月曜日?)$/,
  /^(?:tue(?:s(?:day)?)?|火曜日?)$/,
  /^(?:wed(?:nesday)?|水曜日?)$/,
  /^(?:thu(?:rs(?:day)?)?|木曜日?)$/,
  /^(?:fri(?:day)?|金曜日?)$/,
  /^(?:sat(?:urday)?|土曜日?)$/,
];
const datePattern = /^(?:(\d{4})[-/年])?(\d{1,2})[-/月](\d{1,2})日?$/;
const timePattern = /^(\d{1,2}):(\d{2})$/;

/**
 * A time that is over, as people type it: yesterday, 昨日, last Friday, 先週の金曜日, 11/20, 2026-11-20 13:00, 3 days ago,
 * 三日前, or with a Z as a computer writes it. Milliseconds since 1970. A day alone is its end, and `nightMs` after it,
 * for what the night after that day made of it; never later than now.
 */
export function readPast(typed: string, reader: Pick<Reader, "now" | "timeZone">, nightMs: number): Outcome<number> {
  const now = reader.now();
  const text = withDigits(foldWord(typed).replace(/\s+/gu, " ").trim());
  const exact = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2})?z$/.test(text) ? Date.parse(text.toUpperCase()) : undefined;
  const at = exact ?? ago(text, now) ?? onCalendar(text, reader, nightMs);
  if (at === undefined || Number.isNaN(at) || at < 0) return refused(refuse("past.invalid", { typed: shown(typed) }));
  return accepted(Math.min(at, now));
}

/** Whether words together are such a time, as far as can be said without a clock. */
export const isPast = (typed: string): boolean => readPast(typed, { now: () => 1.7e12, timeZone: "UTC" }, 0).ok;

/** The time itself as a line has it: 2026-11-30T00:00:31Z. */
export const pastText = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}/u, "");

function ago(text: string, now: number): number | undefined {
  if (/^(?:now|今|いま|現在)$/.test(text)) return now;
  const [, count = "", unit = ""] = /^(\d{1,4}|an?) ?(\p{L}+?)(?: ago|前)$/u.exec(text) ?? [];
  const length = units.find(([pattern]) => pattern.test(unit))?.[1];
  return length === undefined ? undefined : now - (/^an?$/.test(count) ? 1 : Number(count)) * length;
}

function onCalendar(text: string, { now, timeZone }: Pick<Reader, "now" | "timeZone">, nightMs: number) {
  const [, first = text, hour, minute] = /^(.+?)[ t](\d{1,2}):(\d{2})$/u.exec(text) ?? [];
  const today = dayText(now(), timeZone);
  const clock = timePattern.exec(text);
  const day = clock === null ? dayOf(first, today) : today;
  if (day === undefined) return undefined;
  const [h, m] = clock === null ? [hour, minute] : [clock[1], clock[2]];
  if (h === undefined || m === undefined) return instantOf(day, 24 * 60, timeZone) + nightMs;
  const minutes = Number(h) * 60 + Number(m);
  return minutes <= 24 * 60 && Number(m) < 60 ? instantOf(day, minutes, timeZone) : undefined;
}

/** A day without its year is the last such day. */
function dayOf(text: string, today: string): string | undefined {
  const days = daysAgo.get(text);
  if (days !== undefined) return dayAfter(today, -days);
  const weekday = weekdayOf(text, today);
  if (weekday !== undefined) return weekday;
  const [, year, month = "", date = ""] = datePattern.exec(text) ?? [];
  if (month === "") return undefined;
  const inYear = (number: string): string => `${number}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const thisYear = Number(today.slice(0, 4));
  const years = year === undefined ? [0, 1, 2, 3, 4].map((less) => String(thisYear - less)) : [year];
  return years.map(inYear).find((day) => isDay(day) && day <= today);
}

/** "Friday" and "last Friday" are the last one before today; 「先週の金曜日」 is that of the week before this one. */
function weekdayOf(text: string, today: string): string | undefined {
  const [, isWeek, word = ""] = /^(?:last |前の|この前の|(先週の))?(\S+)$/u.exec(text) ?? [];
  const wanted = weekdays.findIndex((pattern) => pattern.test(word));
  if (wanted === -1) return undefined;
  const now = new Date(`${today}T00:00:00Z`).getUTCDay();
  // A week begins on Monday.
  if (isWeek !== undefined) return dayAfter(today, -7 - ((now + 6) % 7) + ((wanted + 6) % 7));
  return dayAfter(today, -((now - wanted + 6) % 7) - 1);
}

const numerals: ReadonlyMap<string, number> = new Map(
  [..."〇一二三四五六七八九"].map((digit, value) => [digit, value]),
);

/** 三日前 is 3日前, 十二日前 is 12日前; 一昨日 stays a word. */
function withDigits(text: string): string {
  if (daysAgo.has(text)) return text;
  return text.replace(/[〇一二三四五六七八九十]{1,3}(?=\s?(?:分|時間|日|週|月))/gu, (written) => {
    const [tens, ones] = written.includes("十") ? written.split("十") : ["", written];
    const value = (digit: string | undefined, empty: number): number => numerals.get(digit ?? "") ?? empty;
    return String((written.includes("十") ? value(tens, 1) * 10 : 0) + value(ones, 0));
  });
}
