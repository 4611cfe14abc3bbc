import { stat, statfs } from "node:fs/promises";

/** One disk, as the file system says now; what root alone may still use counts as taken. */
export interface Disk {
  /** The first folder that was named on it. */
  readonly path: string;
  readonly totalBytes: number;
  readonly freeBytes: number;
  /** 0 where the file system makes them as it needs them. */
  readonly inodes: number;
  readonly freeInodes: number;
}

/** The disks on which these folders are, each once. Throws where a folder is not there. */
export async function disksOf(folders: readonly string[]): Promise<readonly Disk[]> {
  const seen = new Map<number, Disk>();
  for (const path of folders) {
    const { dev } = await stat(path);
    if (seen.has(dev)) continue;
    const { bsize, blocks, bavail, files, ffree } = await statfs(path);
    seen.set(dev, {
      path,
      totalBytes: blocks * bsize,
      freeBytes: bavail * bsize,
      inodes: files,
      freeInodes: ffree,
    });
  }
  return [...seen.values()];
}

/** `most` whole percent, and never more than is there. */
export const percentOf = (part: number, whole: number): number =>
  whole === 0 ? 100 : Math.floor((part / whole) * 100);
