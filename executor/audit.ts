import { auditFile, continued } from "../protocol/audit/files.ts";
import type { AuditHead, Head } from "../protocol/audit/head.ts";
import { continuing, findChain, headTeller } from "../protocol/audit/open.ts";
import { nextRotated, putNext, rotateAgainMs, usualAuditBytes, writeNext } from "../protocol/audit/rotate.ts";
import type { AuditLine } from "../protocol/audit/syslog/format.ts";
import { chainLine } from "../protocol/chain.ts";
import { createThrottle } from "./audit/throttle.ts";
import { createAppender, type OpenFile, openForAppending } from "./files/appender.ts";

/** One line of the audit: what happened, with what an administrator needs to find it again. */
export interface AuditEntry {
  readonly what: string;
  readonly [detail: string]: unknown;
}

/** What ran, for whom, how it ended, and what was turned away; a chain of hashes, so that no line can be taken out. */
export interface Audit {
  /** Resolves when the line is on the disk. Rejects when it cannot be written. */
  readonly write: (entry: AuditEntry) => Promise<void>;
  /**
   * The same for things that anybody who can write to Redis can cause: the first few of a reason in a minute stand by
   * themselves, the rest is counted, so that a flood cannot fill the disk. Never rejects.
   */
  readonly writeThrottled: (reason: string, entry: AuditEntry) => void;
  /** The end of the chain that is on the disk. */
  readonly head: () => AuditHead;
  readonly fault: () => Error | undefined;
  readonly close: () => Promise<void>;
}

export interface AuditOptions {
  /** A file that is larger is followed by the next, in bytes. */
  readonly fileBytes?: number;
  /** Told each line once it is on the disk. */
  readonly tell?: (line: AuditLine) => void;
  /** A new file could not be begun; the full one is gone on with. */
  readonly failed?: (cause: unknown) => void;
}

/** Opens a state folder's audit and goes on with its chain. Throws where the last line does not fit. */
export async function openAudit(state: string, now: () => number, options: AuditOptions = {}): Promise<Audit> {
  const { fileBytes = usualAuditBytes, tell, failed } = options;
  const found = findChain(state);
  const sayHead = headTeller(found.head, now);
  // The chain is built when lines are really written; after a failed write it goes on from what is in the file.
  let head: Head = found.head;
  let durable: Head = head;
  let unwritten: AuditLine[] = [];
  let isRotating = false;
  const file = createAppender(await openForAppending(auditFile(state), found.size), {
    committed: () => {
      durable = head;
      for (const line of unwritten) tell?.(line);
      unwritten = [];
    },
    failed: () => {
      head = durable;
      unwritten = [];
    },
  });

  function lineOf(entry: Readonly<Record<string, unknown>>): string {
    const { line, hash } = chainLine(head.hash, entry);
    head = { seq: head.seq + 1, hash };
    unwritten.push({ ...head, entry });
    return line;
  }

  /** While nothing is being written: then `head` is what is on the disk. */
  async function beginNext(): Promise<{ file: OpenFile; onSwap: () => void }> {
    const entry = { at: new Date(now()).toISOString(), what: continued, ...continuing(head, nextRotated(state)) };
    const { line, hash } = chainLine(head.hash, entry);
    const next = await openForAppending(writeNext(state, line), Buffer.byteLength(line));
    try {
      putNext(state);
    } catch (cause) {
      await next.handle.close();
      throw cause;
    }
    const onSwap = (): void => {
      head = { seq: head.seq + 1, hash };
      durable = head;
      tell?.({ ...head, entry });
    };
    return { file: next, onSwap };
  }

  function rotateIfFull(): void {
    if (file.size() <= fileBytes || isRotating) return;
    isRotating = true;
    const rest = (): void => {
      isRotating = false;
    };
    file.replace(beginNext).then(rest, (cause: unknown) => {
      failed?.(cause);
      setTimeout(rest, rotateAgainMs).unref();
    });
  }

  async function write(entry: AuditEntry): Promise<void> {
    const dated = { at: new Date(now()).toISOString(), ...entry };
    try {
      await file.append(() => lineOf(dated));
    } catch (cause) {
      throw new Error("writing the audit", { cause });
    }
    rotateIfFull();
  }

  if (found.first !== undefined) await write({ what: continued, ...found.first });
  const throttle = createThrottle(now, (entry) => void write(entry).catch(() => undefined));
  return {
    write,
    writeThrottled: throttle.add,
    head: () => sayHead(durable),
    fault: () => file.fault(),
    async close() {
      throttle.close();
      await file.close();
    },
  };
}
