import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { readMoment } from "../kit/moment.ts";
import type { Reader } from "../kit/ports.ts";

const minuteMs = 60_000;

interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** A length of time as people type it (4h, 30分), in minutes. */
export function readSpan(
  typed: unknown,
  otherwise: number,
  { minimum, maximum }: Bounds,
  reader: Pick<Reader, "timeZone">,
): Outcome<number> {
  if (typeof typed !== "string") return accepted(otherwise);
  // As "so long from now": what people may type there, they may type here.
  const end = readMoment(`+${typed.replace(/^\+/u, "")}`, { now: () => 0, timeZone: reader.timeZone }, { edge: "end" });
  const minutes = end.ok ? Math.round(end.value / minuteMs) : Number.NaN;
  if (minutes >= minimum && minutes <= maximum) return accepted(minutes);
  return refused(refuse("ceph.span", { typed: shown(typed), minimum, hours: Math.floor(maximum / 60) }));
}

/** The same as it is typed. */
export const spanText = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`);
