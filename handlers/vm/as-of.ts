import { accepted, type Outcome } from "../../protocol/refusal.ts";
import { foldWord } from "../kit/characters.ts";
import type { Reader } from "../kit/ports.ts";
import { readSince } from "../kit/since.ts";

/** As a computer writes it; lines that are offered again have it so. */
const instant = /^\d{4}-(?:0\d|1[0-2])-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;
const dayMs = 24 * 3_600_000;

/**
 * The moment whose state is wanted: so long ago (3h, 2日前), or the end of a day (yesterday, 昨日, 2026-04-01), which is
 * now where it is today. Milliseconds since 1970. Refused: since.invalid.
 */
export function readAsOf(typed: string, reader: Pick<Reader, "now" | "timeZone">): Outcome<number> {
  const exact = foldWord(typed).toUpperCase();
  if (instant.test(exact)) return accepted(Date.parse(exact));
  const since = readSince(typed, reader);
  if (!since.ok) return since;
  const isLength = /^\d{1,5}\s*\p{L}+$/u.test(foldWord(typed));
  return accepted(isLength ? since.value : Math.min(reader.now(), since.value + dayMs - 1));
}
