import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Values } from "./definition.ts";
import { readMoment } from "./moment.ts";
import type { Reader } from "./ports.ts";

/**
 * From when until when, of options --from (now where it is left out) and --until, in milliseconds since 1970. Refused
 * where it would be over before it begins, or is over now.
 */
export function readTimes(
  { from: typedFrom, until: typedUntil }: Values,
  reader: Pick<Reader, "now" | "timeZone">,
): Outcome<{ readonly from: number; readonly until?: number }> {
  const from = readMoment(typeof typedFrom === "string" ? typedFrom : "now", reader, { edge: "begin" });
  if (!from.ok) return from;
  if (typeof typedUntil !== "string") return accepted({ from: from.value });
  const after = Math.max(from.value, reader.now());
  const until = readMoment(typedUntil, reader, { edge: "end", after });
  if (!until.ok) return until;
  return until.value > after ? accepted({ from: from.value, until: until.value }) : refused(refuse("order.times"));
}
