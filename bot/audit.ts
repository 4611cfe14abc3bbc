import { closeSync, fdatasync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { z } from "zod";
import { chainLine, chainStart } from "../protocol/chain.ts";

/** What happened and the few values that tell one case from another; never what people are shown. */
export type AuditEntry = Readonly<Record<string, string | number | undefined>> & { readonly event: string };

export interface Audit {
  /**
   * Adds an entry. Of entries with the same `event` and `why`, those beyond 20 in a minute are only counted, so that a
   * flood cannot fill the disk; the count follows when the minute is over.
   */
  readonly record: (entry: AuditEntry) => void;
  /** Writes out what is held back and closes the file. */
  readonly close: () => void;
}

const wholeInAMinute = 20;
const textMax = 500;
const tailBytes = 65_536;

/**
 * Opens the bot's hash-chained audit file (format: protocol/chain.ts; 0600), carrying the chain on. A last line that a
 * crash cut short is removed, and that it was is the first thing written. Throws when the file is no such chain's end.
 */
export function openAudit(path: string, now: () => number): Audit {
  const file = openSync(path, "a+", 0o600);
  let { head, torn } = readEnd(file, path);
  let held: string[] = [];
  let closed = false;
  let syncing: "no" | "yes" | "again" = "no";
  const seen = new Map<string, { since: number; count: number }>();

  // Beside the event loop, one at a time: an audit must not slow down what it is about.
  const sync = (): void => {
    if (syncing !== "no") {
      syncing = "again";
      return;
    }
    syncing = "yes";
    fdatasync(file, () => {
      const again = syncing === "again";
      syncing = "no";
      if (again && !closed) sync();
    });
  };
  const flush = (): void => {
    if (held.length === 0) return;
    const text = held.join("");
    held = [];
    writeAll(file, Buffer.from(text));
    sync();
  };
  const write = (entry: Readonly<Record<string, unknown>>): void => {
    const made = chainLine(head, { at: new Date(now()).toISOString(), ...entry });
    head = made.hash;
    if (held.length === 0) setImmediate(flush);
    held.push(made.line);
  };
  const tellCounts = (before: number): void => {
    for (const [key, { since, count }] of seen) {
      if (since > before) continue;
      seen.delete(key);
      const [event, why] = key.split("\n");
      if (count > wholeInAMinute) write({ event: "repeated", of: event, why, times: count - wholeInAMinute });
    }
  };
  const timer = setInterval(() => tellCounts(now() - 60_000), 10_000);
  timer.unref();

  if (torn > 0) write({ event: "audit.torn", bytes: torn });
  return {
    record: (entry) => {
      if (closed) return;
      const key = `${entry.event}\n${entry["why"] ?? ""}`;
      const known = seen.get(key);
      const count = known !== undefined && known.since > now() - 60_000 ? known.count + 1 : 1;
      if (known !== undefined && count === 1) tellCounts(known.since);
      seen.set(key, { since: count === 1 ? now() : (known?.since ?? now()), count });
      if (count <= wholeInAMinute) write(shortened(entry));
    },
    close: () => {
      clearInterval(timer);
      tellCounts(Number.POSITIVE_INFINITY);
      flush();
      closed = true;
      fdatasyncSync(file);
      closeSync(file);
    },
  };
}

/** Throws when not all of it could be written: then the bot ends, because nothing that it does would be on record. */
function writeAll(file: number, bytes: Buffer): void {
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  } catch (cause) {
    throw new Error("writing the bot's audit", { cause });
  }
}

const shortened = (entry: AuditEntry): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, typeof value === "string" ? value.slice(0, textMax) : value]),
  );

/** The last whole line's hash, and how many bytes of a torn line were cut off behind it. */
function readEnd(file: number, path: string): { head: string; torn: number } {
  const { size } = fstatSync(file);
  const start = Math.max(0, size - tailBytes);
  const tail = Buffer.alloc(size - start);
  readSync(file, tail, 0, tail.length, start);
  const whole = tail.lastIndexOf("\n") + 1;
  const torn = tail.length - whole;
  if (torn > 0) ftruncateSync(file, size - torn);
  if (whole === 0 && start === 0) return { head: chainStart, torn };
  const line = tail.subarray(tail.lastIndexOf("\n", whole - 2) + 1, whole).toString("utf8");
  try {
    return { head: z.object({ hash: z.string().length(64) }).parse(JSON.parse(line)).hash, torn };
  } catch (cause) {
    throw new Error(`opening the audit file ${path}: its last line is not one of an audit`, { cause });
  }
}
