import { linkSync, renameSync, rmSync } from "node:fs";
import { syncFolder, writeSynced } from "./durable.ts";
import { auditFile, rotatedFile, rotatedNumbers } from "./files.ts";

/** How large an audit file becomes before the next is begun, in bytes, unless the settings say otherwise. */
export const usualAuditBytes = 50 * 1024 * 1024;
/** After a rotation that failed the next is tried so much later, in milliseconds. */
export const rotateAgainMs = 60_000;

/** The name that the file which is written to now will have once it is full. */
export const nextRotated = (folder: string): string => rotatedFile(folder, (rotatedNumbers(folder).at(-1) ?? 0) + 1);

/** Writes the file that is to come next, beside the full one. Returns its path, to be opened before `putNext`. */
export function writeNext(folder: string, firstLine: string): string {
  const path = `${auditFile(folder)}.new`;
  writeSynced(path, firstLine);
  return path;
}

/**
 * Puts the next file in the place of the full one, which gets the next number. At every moment, also after a crash,
 * `audit.log` is there and no line is lost: the next file is on the disk, the full one is linked to its number, and one
 * rename puts the next in its place. A crash between those two leaves one file by two names, which the next opening
 * undoes. The full file must be on the disk.
 * @throws with everything as it was before `writeNext`
 */
export function putNext(folder: string): void {
  const path = auditFile(folder);
  const full = nextRotated(folder);
  let isLinked = false;
  try {
    linkSync(path, full);
    isLinked = true;
    syncFolder(folder);
    renameSync(`${path}.new`, path);
  } catch (cause) {
    if (isLinked) rmSync(full, { force: true });
    rmSync(`${path}.new`, { force: true });
    throw new Error(`beginning a new audit file after ${path}`, { cause });
  }
  try {
    syncFolder(folder);
  } catch {
    // The rename has happened: only a power cut could undo it, and that leaves the state before it.
  }
}
