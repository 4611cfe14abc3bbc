import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Makes a folder's entries (new, renamed, linked files) survive a power cut. */
export function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Writes a whole file (0600) to the disk, over what was there before. */
export function writeSynced(path: string, text: string): void {
  const file = openSync(path, "w", 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } catch (cause) {
    throw new Error(`writing ${path}`, { cause });
  } finally {
    closeSync(file);
  }
}

/** Puts new content in a file's place: after a crash the old or the new stands there, whole. */
export function replaceSynced(path: string, text: string): void {
  writeSynced(`${path}.new`, text);
  renameSync(`${path}.new`, path);
  syncFolder(dirname(path));
}
