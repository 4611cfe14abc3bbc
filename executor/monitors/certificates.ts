import type { Condition } from "../../protocol/monitor.ts";
import type { Clock } from "../clock.ts";
import { endOf } from "./certificates/end.ts";
import { keyOf } from "./host/disk-conditions.ts";
import type { Look, Monitor } from "./monitor.ts";
import { createSince } from "./since.ts";

const everyMs = 10 * 60_000;
const dayMs = 24 * 3_600_000;
const warnDays = 14;
const errorDays = 3;
/** A server may be away for a while, in milliseconds. */
const unreadableMs = 3_600_000;

/**
 * Watches when certificates end. One that cannot be read is told like one that ends soon: whoever relies on it is as
 * badly off.
 * @param places PEM files by their path, and `host:port`
 */
export function createCertificateMonitor(places: readonly string[], now: Clock, read = endOf): Monitor {
  const sinceOf = createSince(now);
  return {
    name: "certificates",
    everyMs,
    async look(signal): Promise<Look> {
      const found = await Promise.all(places.map(async (place) => judge(place, await read(place, signal), now())));
      const all = found.flat();
      const since = sinceOf(all.map(({ key }) => key));
      return { conditions: all.map((each): Condition => ({ ...each, since: since(each.key) })) };
    },
  };
}

function judge(place: string, end: number | Error, now: number): Omit<Condition, "since">[] {
  // The same file on another host is another certificate; a server is the same from everywhere.
  const scope: Condition["scope"] = place.startsWith("/") ? "host" : "department";
  const about = { key: `certificate:${keyOf(place)}`, scope, lines: [] as string[] };
  if (end instanceof Error) {
    const told = { ...about, lines: [end.message], numbers: { place }, holdMs: unreadableMs };
    return [{ ...told, code: "certificate.unreadable", severity: "warning" }];
  }
  const days = Math.floor((end - now) / dayMs);
  if (days >= warnDays) return [];
  if (end <= now) return [{ ...about, code: "certificate.expired", severity: "error", numbers: { place } }];
  const severity = days < errorDays ? "error" : "warning";
  return [{ ...about, code: "certificate.ends", severity, numbers: { place, days } }];
}
