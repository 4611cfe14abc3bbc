import type { IncidentEvent } from "../../handlers/kit/incidents.ts";
import type { IncidentRecord } from "./record.ts";

/** So many events of one incident are kept: its first ones say how it began, its last ones how it stands. */
const kept = { first: 10, last: 30 } as const;

/** Writes an event into an incident's timeline. */
export function happen(record: IncidentRecord, event: IncidentEvent): void {
  record.events.push(event);
  record.happened += 1;
  record.revision += 1;
  if (record.events.length > kept.first + kept.last) record.events.splice(kept.first, 1);
}

/** Those that do not stand in the threads yet, as far as they are kept. */
export const unthreaded = ({ events, happened, threaded }: IncidentRecord): readonly IncidentEvent[] =>
  threaded >= happened ? [] : events.slice(-Math.min(events.length, happened - threaded));
