import { join } from "node:path";
import { chainLine, chainStart, checkChain } from "../protocol/chain.ts";
import { createThrottle } from "./audit/throttle.ts";
import { createAppender, openForAppending } from "./files/appender.ts";
import { ensureFile } from "./files/durable.ts";
import { readLastLine } from "./files/lines.ts";

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
  readonly fault: () => Error | undefined;
  readonly close: () => Promise<void>;
}

/** Opens a state folder's audit file and goes on with its chain. Throws where the last line does not fit. */
export async function openAudit(state: string, now: () => number): Promise<Audit> {
  const path = join(state, "audit.log");
  await ensureFile(path);
  const { text, size } = await readLastLine(path);
  // The chain is built when lines are really written; after a failed write it goes on from what is in the file.
  let head = lastHash(path, text);
  let durable = head;
  const file = createAppender(await openForAppending(path, size), {
    committed: () => {
      durable = head;
    },
    failed: () => {
      head = durable;
    },
  });

  async function write(entry: AuditEntry): Promise<void> {
    const dated = { at: new Date(now()).toISOString(), ...entry };
    try {
      await file.append(() => {
        const { line, hash } = chainLine(head, dated);
        head = hash;
        return line;
      });
    } catch (cause) {
      throw new Error("writing the audit", { cause });
    }
  }

  const throttle = createThrottle(now, (entry) => void write(entry).catch(() => undefined));
  return {
    write,
    writeThrottled: throttle.add,
    fault: () => file.fault(),
    async close() {
      throttle.close();
      await file.close();
    },
  };
}

function lastHash(path: string, line: string | undefined): string {
  if (line === undefined) return chainStart;
  try {
    const prev = String((JSON.parse(line) as { prev?: unknown }).prev);
    const check = checkChain(`${line}\n`, prev);
    if (check.ok) return check.head;
  } catch (cause) {
    throw new Error(`reading ${path}: its last line is damaged; move the file away to begin a new one`, { cause });
  }
  throw new Error(`reading ${path}: its last line was changed; move the file away to begin a new one`);
}
