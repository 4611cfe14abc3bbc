import stringWidth from "string-width";
import type { Reader } from "./ports.ts";
import type { Language, Text } from "./reply.ts";

/** A size in MiB as people say it: 512 MB, 1.5 GB, 2 TB (powers of 1024, as `--memory 2G` means them). */
export function sizeText(mebibytes: number): string {
  if (mebibytes === 0) return "0 GB";
  const units = [
    [1_048_576, "TB"],
    [1024, "GB"],
    [1, "MB"],
  ] as const;
  const [factor, unit] = units.find(([size]) => Math.abs(mebibytes) >= size) ?? [1, "MB"];
  return `${Number((mebibytes / factor).toFixed(1))} ${unit}`;
}

/** A size in bytes, also a small one: 6 B, 12 KB, 1.5 GB (powers of 1024). */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${Math.round(bytes)} B`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : sizeText(bytes / 1024 ** 2);
}

/** A length of time: 12 s, 3 min 5 s, 2 h 10 min, 4 d. Milliseconds; less than nothing is nothing. */
export function durationText(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86_400)];
  const unit: Record<string, Text> = {
    s: { ja: "秒", en: " s" },
    min: { ja: "分", en: " min" },
    h: { ja: "時間", en: " h" },
    d: { ja: "日", en: " d" },
  };
  const say = (value: number, name: string) => `${value}${unit[name]?.[language] ?? ""}`;
  const join = (big: string, small: number, name: string) =>
    small === 0 ? big : `${big}${language === "en" ? " " : ""}${say(small, name)}`;
  if (days >= 2) return say(days, "d");
  if (hours >= 1) return join(say(hours, "h"), minutes % 60, "min");
  return minutes >= 1 ? join(say(minutes, "min"), seconds % 60, "s") : say(seconds, "s");
}

/** How long ago: "12 s ago", 「12秒前」. */
export function ageText(milliseconds: number, language: Language): string {
  if (milliseconds < 1000) return { ja: "たった今", en: "just now" }[language];
  const duration = durationText(milliseconds, language);
  return language === "ja" ? `${duration}前` : `${duration} ago`;
}

/** How far ahead: "in 2 h", 「2時間後」. */
export function aheadText(milliseconds: number, language: Language): string {
  const duration = durationText(milliseconds, language);
  return language === "ja" ? `${duration}後` : `in ${duration}`;
}

/** A point of time (milliseconds since 1970) in the department's zone: 2026年4月1日 09:30, 1 Apr 2026, 09:30. */
export function timeText(at: number, reader: Pick<Reader, "language" | "timeZone">): string {
  const parts = new Intl.DateTimeFormat(reader.language === "ja" ? "ja-JP" : "en-GB", {
    timeZone: reader.timeZone,
    year: "numeric",
    month: reader.language === "ja" ? "numeric" : "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const clock = `${part("hour")}:${part("minute")}`;
  return reader.language === "ja"
    ? `${part("year")}年${part("month")}月${part("day")}日 ${clock}`
    : `${part("day")} ${part("month")} ${part("year")}, ${clock}`;
}

/** The widest table that a phone shows without a scroll bar, in columns; full-width characters take two. */
const tableColumns = 40;

/** Rows under each other in columns, or undefined where that is wider than 40 columns: then a list reads better. */
export function tableText(rows: readonly (readonly string[])[], columns = tableColumns): string | undefined {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, stringWidth(cell));
  if (widths.reduce((sum, width) => sum + width, 0) + 2 * Math.max(0, widths.length - 1) > columns) return undefined;
  const pad = (cell: string, index: number) => cell + " ".repeat((widths[index] ?? 0) - stringWidth(cell));
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

/** Names one after the other, as each language does it. */
export const listText = (names: readonly string[], language: Language): string =>
  names.join(language === "ja" ? "、" : ", ");

/** A person as name and account. */
export const personText = (person: { readonly fullName: string; readonly name: string }): string =>
  person.fullName === "" || person.fullName === person.name ? person.name : `${person.fullName} (${person.name})`;
