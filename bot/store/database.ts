import { chmodSync, closeSync, fdatasync, fdatasyncSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { migrate } from "./migrations.ts";

export interface Store {
  readonly db: Database.Database;
  /**
   * Runs a piece of writing together with all others asked for in the same turn of the event loop, in one transaction.
   * Resolves when it is on the disk. A piece that throws is rejected alone; a piece must be one statement, or reads and
   * then one statement, because the others' transaction goes on.
   */
  readonly write: <T>(work: () => T) => Promise<T>;
  /** Writes what was asked for and closes the file. */
  readonly close: () => void;
}

interface Piece {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (cause: unknown) => void;
}

/** Tells the writers of a transaction how it went. */
type Tell = () => void;

/**
 * Opens (or makes) the bot's memory in a folder that only its user can enter; the file is 0600, and so are SQLite's
 * own files beside it. Throws when the folder or the file cannot be used.
 *
 * SQLite's own sync at each commit would hold up everything else the bot does. So it is left to us: a commit goes to
 * the write-ahead log, then the log is synced beside the event loop, and only then its writers go on. One sync serves
 * all commits that came before it, and after a power cut the log holds all that anyone was told.
 */
export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const path = join(folder, "shisa.sqlite");
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
  const db = new Database(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("busy_timeout = 3000");
  migrate(db);
  db.pragma("synchronous = NORMAL");
  // SQLite makes the log anew only when the last connection closes; its locks are on the other two files.
  const log = openSync(`${path}-wal`, "r+");

  let pieces: Piece[] = [];
  let unsynced: Tell[] = [];
  let syncing = false;
  let closed = false;
  const sync = (): void => {
    if (syncing || closed || unsynced.length === 0) return;
    const waiting = unsynced;
    unsynced = [];
    syncing = true;
    fdatasync(log, (cause) => {
      syncing = false;
      // What the disk may not have is not to be believed: the next start reads what is really there.
      if (cause !== null && !closed) throw new Error("syncing the bot's database", { cause });
      for (const tell of waiting) tell();
      sync();
    });
  };
  const flush = (): void => {
    const taken = pieces;
    pieces = [];
    if (taken.length > 0) unsynced.push(...writeTogether(db, taken));
    sync();
  };
  return {
    db,
    write: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (closed) throw new Error("writing to the bot's database: it is closed");
        if (pieces.length === 0) setImmediate(flush);
        pieces.push({ work, resolve: (value) => resolve(value as T), reject });
      }),
    close: () => {
      if (closed) return;
      const last = pieces.length === 0 ? [] : writeTogether(db, pieces);
      pieces = [];
      fdatasyncSync(log);
      closed = true;
      for (const tell of [...unsynced, ...last]) tell();
      db.close();
      closeSync(log);
    },
  };
}

function writeTogether(db: Database.Database, pieces: readonly Piece[]): Tell[] {
  const after: Tell[] = [];
  try {
    db.exec("BEGIN IMMEDIATE");
    for (const { work, resolve, reject } of pieces) {
      try {
        const value = work();
        after.push(() => resolve(value));
      } catch (cause) {
        after.push(() => reject(cause));
      }
    }
    db.exec("COMMIT");
    return after;
  } catch (cause) {
    if (db.inTransaction) db.exec("ROLLBACK");
    const failure = new Error("writing to the bot's database", { cause });
    return pieces.map(
      ({ reject }) =>
        () =>
          reject(failure),
    );
  }
}
