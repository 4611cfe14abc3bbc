import type { StepReport } from "../../protocol/messages.ts";
import type { Place } from "../files/appender.ts";
import type { Claimed, JournalRecord, Planned, Undoing } from "./records.ts";

/** A job that was claimed and has not ended. */
export interface OpenEntry {
  readonly claimed: Claimed;
  readonly planned?: Planned;
  readonly undoing?: Undoing;
  readonly steps: ReadonlyMap<string, StepReport["state"]>;
}

/** A job that has ended; its result is read from the file when it is wanted. */
export interface EndedEntry {
  readonly iat: number;
  readonly place: Place;
  readonly receipted: boolean;
}

/** What the journal's file says, held in memory: the only place that interprets the order of its records. */
export interface JournalIndex {
  readonly open: Map<string, OpenEntry>;
  readonly ended: Map<string, EndedEntry>;
  /** Seconds since 1970. */
  prunedThrough: number;
  /** The latest time in any record, in milliseconds since 1970. */
  latestAt: number;
}

export const emptyIndex = (): JournalIndex => ({ open: new Map(), ended: new Map(), prunedThrough: 0, latestAt: 0 });

/** Takes one record in. Records of jobs that are not open are left alone: a repeated line changes nothing. */
export function apply(index: JournalIndex, record: JournalRecord, place: Place): void {
  index.latestAt = Math.max(index.latestAt, record.at);
  if (record.t === "pruned") {
    index.prunedThrough = Math.max(index.prunedThrough, record.through);
  } else if (record.t === "receipted") {
    for (const id of record.ids) receipt(index, id);
  } else if (record.t === "ended") {
    index.open.delete(record.id);
    index.ended.set(record.id, { iat: record.iat, place, receipted: false });
  } else if (record.t === "claimed") {
    if (!index.ended.has(record.id)) index.open.set(record.id, { claimed: record, steps: new Map() });
  } else {
    const entry = index.open.get(record.id);
    if (entry !== undefined) index.open.set(record.id, changed(entry, record));
  }
}

type Change = Extract<JournalRecord, { t: "planned" | "step" | "undoing" }>;

function changed(entry: OpenEntry, record: Change): OpenEntry {
  if (record.t === "planned") return { ...entry, planned: record };
  if (record.t === "undoing") return { ...entry, undoing: record };
  return { ...entry, steps: new Map(entry.steps).set(record.step, record.state) };
}

function receipt(index: JournalIndex, id: string): void {
  const entry = index.ended.get(id);
  if (entry !== undefined) index.ended.set(id, { ...entry, receipted: true });
}
