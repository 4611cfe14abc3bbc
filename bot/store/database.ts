import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { migrate } from "./migrations.ts";

export interface Store {
  readonly db: Database.Database;
  /**
   * Runs a piece of writing together with all others asked for in the same turn of the event loop, in one transaction
   * with one sync. Resolves when it is on the disk. A piece that throws is rejected alone; a piece must be one
   * statement, or reads and then one statement, because the others' transaction goes on.
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

/**
 * Opens (or makes) the bot's memory in a folder that only its user can enter; the file is 0600, and so are SQLite's
 * own files beside it. Write-ahead log, every commit synced. Throws when the folder or the file cannot be used.
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

  let pieces: Piece[] = [];
  let closed = false;
  const flush = (): void => {
    const taken = pieces;
    pieces = [];
    if (taken.length > 0) writeTogether(db, taken);
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
      flush();
      closed = true;
      db.close();
    },
  };
}

function writeTogether(db: Database.Database, pieces: readonly Piece[]): void {
  const after: (() => void)[] = [];
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
  } catch (cause) {
    if (db.inTransaction) db.exec("ROLLBACK");
    const failure = new Error("writing to the bot's database", { cause });
    for (const { reject } of pieces) reject(failure);
    return;
  }
  for (const tell of after) tell();
}
