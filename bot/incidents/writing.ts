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
  /** A record that the database may not hold as it is now. */
  readonly waiting: (number: number) => IncidentRecord | undefined;
  /** All of those, as they are now. */
  readonly allWaiting: () => readonly IncidentRecord[];
}

/** @param failed told what could not be written */
export function createWriting(
  store: Store,
  table: Pick<ReturnType<typeof incidentsIn>, "put">,
  failed: (cause: unknown) => void,
): Writing {
  const unwritten = new Map<number, IncidentRecord>();
  /** What the disk may not have yet. */
  const underWay = new Map<number, { readonly record: IncidentRecord }>();
  let isLeft = false;
  const put = async (record: IncidentRecord): Promise<void> => {
    const { number } = record;
    const attempt = { record };
    underWay.set(number, attempt);
    try {
      await store.write(() => table.put(record));
    } catch (cause) {
      // What a busy or full disk did not take is not lost.
      unwritten.set(number, unwritten.get(number) ?? record);
      isLeft = true;
      throw cause;
    } finally {
      if (underWay.get(number) === attempt) underWay.delete(number);
    }
  };
  const flush = async (): Promise<void> => {
    const all = [...unwritten.values()];
    unwritten.clear();
    isLeft = false;
    await Promise.all(all.map(put));
  };
  return {
    later: (record) => {
      if (unwritten.size === 0) setImmediate(() => void flush().catch(failed));
      unwritten.set(record.number, record);
    },
    flush,
    again: () => {
      if (isLeft) flush().catch(failed);
    },
    waiting: (number) => unwritten.get(number) ?? underWay.get(number)?.record,
    allWaiting: () => [...[...underWay.values()].map(({ record }) => record), ...unwritten.values()],
  };
}
