import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { foldWord, shown } from "./characters.ts";
import type { Reader } from "./ports.ts";
import { dayText, instantOf } from "./zone.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const units: ReadonlyMap<string, number> = new Map([
  ["m", 60_000],
  ["分", 60_000],
  ["h", hourMs],
  ["時間", hourMs],
  ["d", dayMs],
  ["日", dayMs],
  ["w", 7 * dayMs],
  ["週間", 7 * dayMs],
]);
const days: ReadonlyMap<string, number> = new Map([
  ["today", 0],
  ["今日", 0],
  ["yesterday", 1],
  ["昨日", 1],
]);

/**
 * A time in the past as people type it: how long ago (2d, 3時間), or a day, which begins at midnight of the department's
 * zone. Milliseconds since 1970.
 */
export function readSince(typed: string, reader: Pick<Reader, "now" | "timeZone">): Outcome<number> {
  const text = foldWord(typed);
  const [, count = "", unit = ""] = /^(\d{1,5})\s*(\p{L}+)$/u.exec(text) ?? [];
  const length = units.get(unit.replace(/前$/u, ""));
  if (length !== undefined) return accepted(Math.max(0, reader.now() - Number(count) * length));
  const ago = days.get(text);
  const day = ago === undefined ? text : dayText(reader.now() - ago * dayMs, reader.timeZone);
  const midnight = /^\d{4}-\d{2}-\d{2}$/u.test(day) ? instantOf(day, 0, reader.timeZone) : Number.NaN;
  return midnight >= 0 ? accepted(midnight) : refused(refuse("since.invalid", { typed: shown(typed) }));
}
