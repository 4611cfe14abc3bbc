import type { Appender, OpenFile } from "../files/appender.ts";
import { replaceFile } from "../files/durable.ts";
import { apply, emptyIndex, type JournalIndex, type OpenEntry } from "./index.ts";
import { type JournalRecord, lineOf, recordSchema } from "./records.ts";

/** How long the memory of an answered job is kept, in seconds: longer than any start deadline. */
export const keepSeconds = 60 * 60;
/** A result that no bot has ever asked for is given up after this time, in seconds: 30 days. */
const keepUnansweredSeconds = 30 * 24 * 60 * 60;

/** The ids whose records may go at `now` (seconds). */
export function prunable(index: JournalIndex, now: number): string[] {
  return [...index.ended]
    .filter(([, { iat, receipted }]) => iat <= now - (receipted ? keepSeconds : keepUnansweredSeconds))
    .map(([id]) => id);
}

/**
 * Rewrites a journal without the records that may go, and with the time up to which records may be missing. What
 * stays: open jobs, results that wait for a receipt, and everything younger.
 */
export async function rewrite(
  path: string,
  index: JournalIndex,
  now: number,
  read: Appender["read"],
): Promise<{ index: JournalIndex; file: OpenFile }> {
  const gone = new Set(prunable(index, now));
  const at = Math.max(index.latestAt, now * 1000);
  const through = Math.max(index.prunedThrough, now - keepSeconds);
  const records: JournalRecord[] = [{ t: "pruned", through, at }];
  for (const entry of index.open.values()) records.push(...recordsOf(entry, at));
  const receipted: string[] = [];
  for (const [id, entry] of index.ended) {
    if (gone.has(id)) continue;
    records.push(recordSchema.parse(JSON.parse(await read(entry.place))));
    if (entry.receipted) receipted.push(id);
  }
  if (receipted.length > 0) records.push({ t: "receipted", ids: receipted, at });
  const fresh = emptyIndex();
  let offset = 0;
  const lines = records.map((record) => {
    const line = lineOf(record);
    const length = Buffer.byteLength(line);
    apply(fresh, record, { offset, length });
    offset += length;
    return line;
  });
  return { index: fresh, file: await replaceFile(path, lines.join("")) };
}

function recordsOf({ claimed, planned, undoing, steps }: OpenEntry, at: number): JournalRecord[] {
  return [
    claimed,
    ...(planned === undefined ? [] : [planned]),
    ...[...steps].map(([step, state]) => ({ t: "step", id: claimed.id, at, step, state }) as const),
    ...(undoing === undefined ? [] : [undoing]),
  ];
}
