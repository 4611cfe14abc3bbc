import type { Refusal } from "../../protocol/refusal.ts";
import type { Reader } from "./ports.ts";
import type { Language } from "./reply.ts";
import { ageText, aheadText, listText, sizeText, timeText } from "./text.ts";

/** The numbers of a refusal or failure, in the reader's language. What is missing reads "?", never "undefined". */
export interface Numbers {
  readonly has: (key: string) => boolean;
  readonly text: (key: string) => string;
  /** A size given in MiB, or in GiB. */
  readonly mib: (key: string) => string;
  readonly gib: (key: string) => string;
  /** A sum of two numbers. */
  readonly sum: (a: string, b: string) => number;
  /** Comma-separated names. */
  readonly names: (key: string) => string;
  /** Milliseconds since 1970, as a time and how long ago that is. */
  readonly moment: (key: string) => string;
}

/** A title, then paragraphs. An empty paragraph is left out. */
type Said = readonly [title: string, ...paragraphs: string[]];
/** What is said about one code, in each language. */
export type Phrase = Readonly<Record<Language, (n: Numbers) => Said>>;
export type Phrases = Readonly<Record<string, Phrase>>;

/** Reads a refusal's numbers for one reader. */
function numbersFor(numbers: Refusal["numbers"], reader: Reader): Numbers {
  const value = (key: string) => (Object.hasOwn(numbers, key) ? numbers[key] : undefined);
  const size = (key: string, factor: number) => {
    const read = value(key);
    return typeof read === "number" ? sizeText(read * factor) : "?";
  };
  return {
    has: (key) => value(key) !== undefined && value(key) !== "",
    text: (key) => String(value(key) ?? "?"),
    mib: (key) => size(key, 1),
    gib: (key) => size(key, 1024),
    sum: (a, b) => Number(value(a) ?? 0) + Number(value(b) ?? 0),
    names: (key) => listText(String(value(key) ?? "?").split(/,\s*/), reader.language),
    moment: (key) => {
      const at = value(key);
      if (typeof at !== "number") return "?";
      const ago = reader.now() - at;
      return `${timeText(at, reader)} (${ago < 0 ? aheadText(-ago, reader.language) : ageText(ago, reader.language)})`;
    },
  };
}

/** The title and paragraphs for a code; `fallback` for one that has no words, which a test forbids. */
export function say(
  phrases: Phrases,
  code: string,
  fallback: Phrase,
  numbers: Refusal["numbers"],
  reader: Reader,
): { title: string; text: readonly string[] } {
  const phrase = (Object.hasOwn(phrases, code) ? phrases[code] : undefined) ?? fallback;
  const [title, ...paragraphs] = phrase[reader.language](numbersFor(numbers, reader));
  return { title, text: paragraphs.filter((paragraph) => paragraph !== "") };
}
