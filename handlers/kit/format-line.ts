import { quotesAndBackslash } from "./characters.ts";

/** A value as it has to be typed so that the parser reads it as this one value. */
export function quoted(value: string): string {
  const plain = /^[\p{L}\p{N}][^\s\\]*$/u.test(value) && !/^[ーｰ]/u.test(value);
  return plain ? value : `"${value.replace(quotesAndBackslash, "\\$&")}"`;
}

/** A command line from its words and options; options that are undefined or false are left out, true is a flag. */
export function formatLine(
  words: readonly string[],
  options: Readonly<Record<string, string | number | boolean | undefined>> = {},
): string {
  const typed = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [`--${name}`] : [`--${name}`, quoted(String(value))];
  });
  return [`/${words[0] ?? ""}`, ...words.slice(1).map(quoted), ...typed].join(" ");
}

/** A size in MiB as an option's value: 2G where it is whole, else 1536M. */
export const sizeValue = (mebibytes: number): string =>
  mebibytes % 1024 === 0 ? `${mebibytes / 1024}G` : `${mebibytes}M`;
