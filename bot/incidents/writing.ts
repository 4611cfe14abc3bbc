import type { Store } from "../store/database.ts";
import type { incidentsIn } from "../store/incidents.ts";
import type { IncidentRecord } from "./record.ts";

/** Records on their way to the database: many changes of one incident in one turn are written once. */
export interface Writing {
  readonly later: (record: IncidentRecord) => void;
  /** Writes all that waits. Resolves when it is on the disk; rejects where some of it is not, which then still waits. */
  readonly flush: () => Promise<void>;
  /** Tries again what could not be written. */
  readonly again: () => void;
  readonly waiting: (number: number) => IncidentRecord | undefined;
}

/** @param failed told what could not be written */
export function createWriting(
  store: Store,
  table: Pick<ReturnType<typeof incidentsIn>, "put">,
  failed: (cause: unknown) => void,
): Writing {
  const unwritten = new Map<number, IncidentRecord>();
  const put = (record: IncidentRecord): Promise<void> =>
    store
      .write(() => table.put(record))
      .catch((cause: unknown) => {
        // What a busy or full disk did not take is not lost.
        unwritten.set(record.number, unwritten.get(record.number) ?? record);
        throw cause;
      });
  const flush = async (): Promise<void> => {
    const all = [...unwritten.values()];
    unwritten.clear();
    await Promise.all(all.map(put));
  };
  return {
    later: (record) => {
      if (unwritten.size === 0) setImmediate(() => void flush().catch(failed));
      unwritten.set(record.number, record);
    },
    flush,
    again: () => {
      if (unwritten.size > 0) flush().catch(failed);
    },
    waiting: (number) => unwritten.get(number),
  };
}
