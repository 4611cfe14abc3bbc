import { join } from "node:path";
import { createAppender, openForAppending } from "./files/appender.ts";
import { ensureFile } from "./files/durable.ts";
import { apply, type OpenEntry } from "./journal/index.ts";
import { loadJournal } from "./journal/load.ts";
import { prunable, rewrite } from "./journal/prune.ts";
import { type Ended, endedSchema, type JournalRecord, lineOf } from "./journal/records.ts";
import { openTold } from "./journal/told.ts";
import type { OpenPlan } from "./runner.ts";

/** The truth about what has run here and how it ended: append-only JSON lines, each on the disk before it counts. */
export interface Journal {
  /** Writes a record; resolves when it is on the disk. Rejects when it is not: then it must not be acted on. */
  readonly write: (record: JournalRecord) => Promise<void>;
  readonly stateOf: (id: string) => "unknown" | "open" | "ended";
  readonly openEntries: () => readonly OpenEntry[];
  /** Jobs that were planned and have not ended, except `grant` itself. Their plans count as used. */
  readonly openPlans: (grant?: string) => readonly OpenPlan[];
  /** How a job ended, or undefined where that is not known. */
  readonly resultOf: (id: string) => Promise<Ended | undefined>;
  /** Ended jobs whose results the bot has not said that it has. */
  readonly unanswered: () => Promise<Ended[]>;
  readonly isAnswered: (id: string) => boolean;
  /** Grants signed at or before this time, in seconds, that are not known here must be refused. */
  readonly prunedThrough: () => number;
  /** The latest time that was ever written here, in milliseconds. */
  readonly latestAt: () => number;
  /** Why the journal cannot be written, or undefined while it can. */
  readonly fault: () => Error | undefined;
  /** Rewrites the file when at least `least` records may go. Resolves to how many went. `now` in milliseconds. */
  readonly prune: (now: number, least: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Opens a state folder's journal. Throws where it is damaged or cannot be read. */
export async function openJournal(state: string): Promise<Journal> {
  const path = join(state, "journal.jsonl");
  await ensureFile(path);
  const loaded = await loadJournal(path);
  let { index } = loaded;
  const file = createAppender(await openForAppending(path, loaded.size));
  const told = await openTold(join(state, "told"));
  /** While something could not be written, people were told that nothing ran: up to when, in seconds; 0: never. */
  let toldThrough = told.through;

  async function add(record: JournalRecord): Promise<void> {
    const place = await file.append(lineOf(record));
    // Only now: the records may have been moved to another file, and the index with them, while this one waited.
    apply(index, record, place);
  }

  /** None of the grants that were turned away meanwhile may run later. `at` in milliseconds. */
  async function writeTold(at: number): Promise<void> {
    const through = toldThrough;
    await add({ t: "pruned", through, at });
    if (toldThrough > through) return;
    toldThrough = 0;
    await told.keep(0);
  }
  if (toldThrough > 0) await writeTold(toldThrough * 1000);

  const resultOf = async (id: string): Promise<Ended | undefined> => {
    const entry = index.ended.get(id);
    return entry === undefined ? undefined : endedSchema.parse(JSON.parse(await file.read(entry.place)));
  };

  return {
    async write(record) {
      try {
        await add(record);
      } catch (error) {
        const signed = "iat" in record ? record.iat : 0;
        const through = Math.max(toldThrough, signed, Math.floor(record.at / 1000));
        if (through > toldThrough) {
          toldThrough = through;
          await told.keep(through);
        }
        throw error;
      }
      if (toldThrough > 0) await writeTold(record.at);
    },
    stateOf: (id) => (index.ended.has(id) ? "ended" : index.open.has(id) ? "open" : "unknown"),
    openEntries: () => [...index.open.values()],
    openPlans: (grant) => [...index.open.values()].flatMap((entry) => openPlan(entry, grant)),
    resultOf,
    async unanswered() {
      const ids = [...index.ended].filter(([, { receipted }]) => !receipted).map(([id]) => id);
      const found = await Promise.all(ids.map(resultOf));
      return found.filter((ended) => ended !== undefined);
    },
    isAnswered: (id) => index.ended.get(id)?.receipted ?? false,
    prunedThrough: () => Math.max(index.prunedThrough, toldThrough),
    latestAt: () => index.latestAt,
    fault: () => file.fault(),
    async prune(now, least) {
      const seconds = Math.floor(now / 1000);
      const before = index.ended.size;
      if (prunable(index, seconds).length < least) return 0;
      await file.replace(async (read) => {
        const rewritten = await rewrite(path, index, seconds, read);
        const onSwap = (): void => {
          index = rewritten.index;
        };
        return { file: rewritten.file, onSwap };
      });
      return before - index.ended.size;
    },
    async close() {
      await file.close();
      await told.close();
    },
  };
}

function openPlan({ claimed, planned }: OpenEntry, except: string | undefined): OpenPlan[] {
  if (planned === undefined || claimed.id === except) return [];
  const person = { ...claimed.person, roles: planned.roles };
  return [{ grant: claimed.id, action: claimed.action, person, plan: planned.plan }];
}
