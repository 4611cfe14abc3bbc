import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";

/**
 * Makes this process the only executor of a state folder, until `release`. Node has no flock(2); an empty SQLite
 * database in an exclusive transaction is the same: the kernel holds its lock (fcntl(2)) and gives it up when the process
 * ends, however it ends, so there is never a dead holder's lock to be taken over. Throws an Error when another executor
 * has it.
 */
export function lockState(state: string): { release: () => void } {
  const path = join(state, "lock");
  try {
    // Never opened by ourselves once it is there: closing any handle of a file drops this process's fcntl locks on it.
    if (!existsSync(path)) writeFileSync(path, "", { flag: "a", mode: 0o600 });
    const db = new Database(path, { timeout: 0 });
    try {
      db.exec("BEGIN EXCLUSIVE");
    } catch (cause) {
      db.close();
      throw cause;
    }
    return { release: () => void db.close() };
  } catch (cause) {
    const isHeld = cause instanceof Error && "code" in cause && String(cause.code).startsWith("SQLITE_BUSY");
    throw new Error(isHeld ? `another executor already works with ${state}` : `locking ${state}`, { cause });
  }
}
