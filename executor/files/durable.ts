import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { OpenFile } from "./appender.ts";

/** Makes a folder's entries (a new or renamed file) survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Puts new content in a file's place so that after a crash either the old or the new stands there, whole. */
export async function replaceFile(path: string, text: string): Promise<OpenFile> {
  const fresh = `${path}.new`;
  const handle = await open(fresh, "w+", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
    await rename(fresh, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await handle.close();
    throw new Error(`replacing ${path}`, { cause });
  }
  return { handle, size: Buffer.byteLength(text) };
}

/** Makes sure that a file is there, empty if it was not, and that it survives a power cut. */
export async function ensureFile(path: string): Promise<void> {
  const handle = await open(path, "a", 0o600);
  await handle.close();
  await syncFolder(dirname(path));
}
