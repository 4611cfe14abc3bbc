import { type FileHandle, open } from "node:fs/promises";
import { z } from "zod";
import { linesBackwards } from "./backwards.ts";
import { auditFile, rotatedFile, rotatedNumbers } from "./files.ts";

export type Entry = Readonly<Record<string, unknown>>;

/** What is looked for. What is left out does not count. */
export interface AuditQuery {
  /** All of these stand somewhere in the line, whatever their case. */
  readonly words: readonly string[];
  /** Nothing older than this, in milliseconds since 1970. */
  readonly since?: number | undefined;
  /** Whether an entry that holds the words is one. */
  readonly matches?: (entry: Entry) => boolean;
  readonly limit: number;
}

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** False: there may be more before `from`. */
  readonly complete: boolean;
  /** The time of the oldest line that was looked at, as it stands there; null where there was none. */
  readonly from: string | null;
}

/** So many bytes are looked through for one question; who wants more names the time. */
const mostBytes = 64 * 1024 * 1024;

const lineSchema = z.object({ entry: z.looseObject({ at: z.string() }) });

/**
 * Looks through a folder's audit from the newest line back, until there are enough, the time is reached, or so much was
 * read that nobody should wait longer. Does not check the chain; a line that is none is passed over.
 * Throws when a file cannot be read, or the signal is aborted.
 */
export async function searchAudit(folder: string, query: AuditQuery, signal?: AbortSignal): Promise<AuditPage> {
  const words = query.words.map((word) => word.toLowerCase());
  const since = query.since === undefined ? undefined : new Date(query.since).toISOString();
  const entries: Entry[] = [];
  let from: string | null = null;
  let bytes = 0;
  for await (const line of allBackwards(folder)) {
    signal?.throwIfAborted();
    bytes += line.length;
    const at = timeOf(line);
    if (since !== undefined && at !== undefined && at < since) return { entries, complete: true, from };
    if (bytes > mostBytes) return { entries, complete: false, from };
    from = at ?? from;
    const found = holds(line, words) ? entryOf(line) : undefined;
    if (found === undefined || query.matches?.(found) === false) continue;
    if (entries.length === query.limit) return { entries, complete: false, from };
    entries.push(found);
  }
  return { entries, complete: true, from };
}

/** Our own lines begin with their time, so that most need not be parsed. */
const timeOf = (line: string): string | undefined => /^.{157}\{"at":"([0-9TZ:.-]{24})"/u.exec(line)?.[1];

function holds(line: string, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = line.slice(line.indexOf('"entry":')).toLowerCase();
  return words.every((word) => text.includes(word));
}

function entryOf(line: string): Entry | undefined {
  try {
    return lineSchema.parse(JSON.parse(line)).entry;
  } catch {
    return undefined;
  }
}

async function* allBackwards(folder: string): AsyncGenerator<string, void, undefined> {
  const current = await opened(auditFile(folder));
  // What was full only now is open already.
  const seen = current === undefined ? undefined : (await current.stat()).ino;
  if (current !== undefined) yield* ofFile(current);
  for (const number of rotatedNumbers(folder).toReversed()) {
    const file = await opened(rotatedFile(folder, number));
    if (file === undefined) continue;
    if ((await file.stat()).ino === seen) await file.close();
    else yield* ofFile(file);
  }
}

async function* ofFile(file: FileHandle): AsyncGenerator<string, void, undefined> {
  try {
    yield* linesBackwards(file);
  } finally {
    await file.close();
  }
}

const opened = (path: string): Promise<FileHandle | undefined> =>
  open(path, "r").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw new Error(`reading ${path}`, { cause });
  });
