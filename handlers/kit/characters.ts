/** Everything that phones and Japanese keyboards put where a hyphen was meant. */
const dashes = "-ー−–—―－‐‑‒﹣ｰ─";
const doubleQuotes = '"“”„‟＂';
const singleQuotes = "'‘’‚‛＇";

export const dashRun = new RegExp(`^[${dashes}]+`, "u");
const anyDash = new RegExp(`[${dashes}]`, "gu");

/** What a backslash in a quoted value takes its meaning from. */
export const quotesAndBackslash = new RegExp(`[${doubleQuotes}${singleQuotes}\\\\]`, "gu");

/** Compatibility forms made plain and small letters: how verbs, options, names and numbers are compared. */
export const fold = (text: string): string => text.normalize("NFKC").toLowerCase().trim();

/** As fold, and every kind of dash is a hyphen: for words that are never Japanese. */
export const foldWord = (text: string): string => fold(text.replace(anyDash, "-"));

/** All characters that close what this one opens, or undefined where it opens nothing. */
export function closersOf(character: string | undefined): string | undefined {
  if (character === undefined || character === "") return undefined;
  return [doubleQuotes, singleQuotes].find((quotes) => quotes.includes(character));
}

export const isQuote = (character: string | undefined): boolean => closersOf(character) !== undefined;
export const isSpace = (character: string | undefined): boolean => character !== undefined && /\s/u.test(character);

/** Characters that end a line anywhere that lines are read. */
export const lineBreak = /[\n\v\f\r\u0085\u2028\u2029]/u;

/** Control characters, direction overrides, lone surrogates: what could make a text look like another. */
const deceiving = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/u;
export const isDeceiving = (text: string): boolean => deceiving.test(text);

/** A person's own text, safe to show back: deceiving and invisible characters by their number, cut to `limit` characters. */
export function shown(text: string, limit = 40): string {
  const characters = Array.from(text.slice(0, limit * 4));
  const cut = characters.slice(0, limit).map((character) => {
    if (!isDeceiving(character) && !/\p{Cf}/u.test(character)) return character;
    return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;
  });
  return cut.join("") + (characters.length > limit ? "…" : "");
}
