import { closeSync, fdatasync, fdatasyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { auditFile, continued } from "../protocol/audit/files.ts";
import type { AuditHead, Head } from "../protocol/audit/head.ts";
import { continuing, findChain, headTeller } from "../protocol/audit/open.ts";
import { nextRotated, putNext, rotateAgainMs, usualAuditBytes, writeNext } from "../protocol/audit/rotate.ts";
import type { AuditLine } from "../protocol/audit/syslog/format.ts";
import { chainLine } from "../protocol/chain.ts";
import { createFlood } from "./audit/flood.ts";
import type { Judged } from "./audit/judged.ts";

/** What happened and the few values that tell one case from another; never what people are shown. */
export type AuditEntry = Judged & { readonly event: string } & Readonly<Record<string, unknown>>;

export interface Audit {
  /**
   * Adds an entry. Of entries with the same `event` and `why`, those beyond 20 in a minute are only counted, so that a
   * flood cannot fill the disk; the count follows when the minute is over.
   */
  readonly record: (entry: AuditEntry) => void;
  /** The end of the chain that is on the disk. */
  readonly head: () => AuditHead;
  /** Writes out what is held back and closes the file. */
  readonly close: () => void;
}

export interface AuditOptions {
  /** A file that is larger is followed by the next, in bytes. */
  readonly fileBytes?: number;
  /** Told each line once it is written. */
  readonly tell?: (line: AuditLine) => void;
  /** A new file could not be begun; the full one is gone on with. */
  readonly failed?: (cause: unknown) => void;
}

const textMax = 500;

/**
 * Opens the hash-chained audit of the bot's folder (format: protocol/chain.ts; 0600), carrying the chain on. A last line
 * that a crash cut short is removed, and that it was is the first thing written. Throws when the file is no chain's end.
 */
export function openAudit(folder: string, now: () => number, options: AuditOptions = {}): Audit {
  const { fileBytes = usualAuditBytes, tell, failed } = options;
  const found = findChain(folder);
  const sayHead = headTeller(found.head, now);
  let file = openSync(auditFile(folder), "a", 0o600);
  if (found.torn > 0) ftruncateSync(file, found.size);
  let size = found.size;
  let head: Head = found.head;
  let written: Head = head;
  let durable: Head = head;
  let held: { readonly line: string; readonly told: AuditLine }[] = [];
  let closed = false;
  let resting = false;
  let syncing: "no" | "yes" | "again" = "no";

  // Beside the event loop, one at a time: an audit must not slow down what it is about.
  const sync = (): void => {
    if (syncing !== "no") {
      syncing = "again";
      return;
    }
    syncing = "yes";
    const upTo = written;
    fdatasync(file, (cause) => {
      const again = syncing === "again";
      syncing = "no";
      if (cause === null) durable = upTo;
      if (closed) return;
      if (again) sync();
      else if (size > fileBytes && !resting) rotate();
    });
  };
  const put = (): void => {
    const taken = held;
    held = [];
    size += writeAll(file, Buffer.from(taken.map(({ line }) => line).join("")));
    written = taken.at(-1)?.told ?? written;
    for (const { told } of taken) tell?.(told);
  };
  const flush = (): void => {
    if (held.length === 0) return;
    put();
    sync();
  };
  const write = (entry: Readonly<Record<string, unknown>>): void => {
    const dated = { at: new Date(now()).toISOString(), ...entry };
    const { line, hash } = chainLine(head.hash, dated);
    head = { seq: head.seq + 1, hash };
    if (held.length === 0) setImmediate(flush);
    held.push({ line, told: { ...head, entry: dated } });
  };
  /** Once in some ten thousand lines, so it may take the milliseconds that a disk takes. */
  const rotate = (): void => {
    put();
    try {
      fdatasyncSync(file);
      const entry = { at: new Date(now()).toISOString(), event: continued, ...continuing(head, nextRotated(folder)) };
      const { line, hash } = chainLine(head.hash, entry);
      const next = openSync(writeNext(folder, line), "a");
      putNext(folder);
      closeSync(file);
      file = next;
      size = Buffer.byteLength(line);
      head = { seq: head.seq + 1, hash };
      written = head;
      durable = head;
      tell?.({ ...head, entry });
    } catch (cause) {
      failed?.(cause);
      resting = true;
      setTimeout(() => {
        resting = false;
      }, rotateAgainMs).unref();
    }
  };
  const flood = createFlood(now, (kind) => write({ event: "repeated", ...kind }));
  if (found.first !== undefined) write({ event: continued, ...found.first });
  if (found.torn > 0) write({ event: "audit.torn", bytes: found.torn });
  return {
    record: (entry) => {
      const { why } = entry;
      if (!closed && flood.passes(entry.event, typeof why === "string" ? why : "")) write(shortened(entry));
    },
    head: () => sayHead(durable),
    close: () => {
      flood.close();
      flush();
      closed = true;
      fdatasyncSync(file);
      closeSync(file);
    },
  };
}

/** Throws when not all of it could be written: then the bot ends, because nothing that it does would be on record. */
function writeAll(file: number, bytes: Buffer): number {
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  } catch (cause) {
    throw new Error("writing the bot's audit", { cause });
  }
  return bytes.length;
}

const shortened = (entry: AuditEntry): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, typeof value === "string" ? value.slice(0, textMax) : value]),
  );
