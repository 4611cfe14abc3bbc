import { z } from "zod";
import { type IncidentRecord, recordSchema } from "../incidents/record.ts";
import type { Store } from "./database.ts";

const rowSchema = z.object({ record: z.string() });
const numberSchema = z.object({ last: z.int().nullable() });

/** The table of incidents. The functions here act at once; writers call put() and prune() inside write(). */
export function incidentsIn({ db }: Store) {
  const upsert = db.prepare(
    `INSERT INTO incidents (number, settled, ended_at, record) VALUES (?,?,?,?)
       ON CONFLICT (number) DO UPDATE SET settled = excluded.settled, ended_at = excluded.ended_at,
         record = excluded.record`,
  );
  const one = db.prepare("SELECT record FROM incidents WHERE number = ?");
  const alive = db.prepare("SELECT record FROM incidents WHERE settled = 0 ORDER BY number");
  const ended = db.prepare("SELECT record FROM incidents WHERE ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT ?");
  const last = db.prepare("SELECT MAX(number) AS last FROM incidents");
  const prune = db.prepare("DELETE FROM incidents WHERE settled = 1 AND ended_at < ?");
  /** What an earlier release wrote in a way that this one cannot read is left out. */
  const read = (row: unknown): IncidentRecord[] => {
    const { record } = rowSchema.parse(row);
    const found = recordSchema.safeParse(JSON.parse(record));
    return found.success ? [found.data] : [];
  };
  return {
    put: (record: IncidentRecord): void => {
      upsert.run([record.number, record.settled ? 1 : 0, record.endedAt, JSON.stringify(record)]);
    },
    get: (number: number): IncidentRecord | undefined => {
      const row = one.get([number]);
      return row === undefined ? undefined : read(row)[0];
    },
    alive: (): IncidentRecord[] => alive.all([]).flatMap(read),
    /** Newest end first. */
    ended: (limit: number): IncidentRecord[] => ended.all([limit]).flatMap(read),
    /** The highest number that there is; 0 where there is none. */
    last: (): number => numberSchema.parse(last.get([])).last ?? 0,
    /** Forgets what ended before a time, in milliseconds since 1970. */
    prune: (before: number): void => void prune.run([before]),
  };
}
