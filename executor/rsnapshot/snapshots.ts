import { lstat, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Person } from "../../protocol/messages.ts";
import type { BackupPoint, RsnapshotConf } from "./conf.ts";
import type { Cause } from "./judge.ts";

/** One snapshot as it is called now: names move on with every rotation. */
export interface Snapshot {
  readonly name: string;
  /** When it was taken, in milliseconds since 1970. */
  readonly at: number;
}

/** A person's home in a snapshot. A folder's inode is its own, and stays what it is when names move on. */
export interface SnapshotHome extends Snapshot {
  readonly folder: string;
  readonly inode: number;
}

/** All snapshots, newest first; none where the folder of them is not there. */
export async function listSnapshots({ root, levels }: Pick<RsnapshotConf, "root" | "levels">): Promise<Snapshot[]> {
  const names = await readdir(root).catch(() => []);
  const known = names.filter((name) => {
    const [, level, number] = /^(.+)\.(\d{1,3})$/u.exec(name) ?? [];
    return number !== undefined && levels.some((one) => one.name === level);
  });
  const found = await Promise.all(
    known.map(async (name) => {
      const folder = await lstat(join(root, name)).catch(() => undefined);
      return folder?.isDirectory() === true ? [{ name, at: Math.floor(folder.mtimeMs / 1_000) * 1_000 }] : [];
    }),
  );
  return found.flat().sort((one, other) => other.at - one.at || (one.name < other.name ? -1 : 1));
}

/** The backup line that holds a folder of the source; the one below `destination` where several do. */
export function pointFor(
  points: readonly BackupPoint[],
  folder: string,
  destination: string | undefined,
): BackupPoint | undefined {
  const holding = points.filter(({ path }) => folder === path || folder.startsWith(`${path}/`));
  return holding.find(({ host }) => destination === undefined || host === destination);
}

/**
 * Where a person's home is in a snapshot; undefined where it is not there or is another's: names are given again, so
 * the folder has to be of the person's uid. Every folder above it is root's and no link: nobody else can have put
 * another in its place.
 */
export async function homeIn(
  { root }: Pick<RsnapshotConf, "root">,
  snapshot: Snapshot,
  point: BackupPoint,
  { uid, home }: Pick<Person, "uid"> & { readonly home: string },
): Promise<SnapshotHome | undefined> {
  const below = [...point.below.split("/"), ...home.slice(point.path.length).split("/")].filter((part) => part !== "");
  let folder = join(root, snapshot.name);
  for (const [index, part] of below.entries()) {
    folder = join(folder, part);
    const found = await lstat(folder).catch(() => undefined);
    const isLast = index === below.length - 1;
    if (found?.isDirectory() !== true || found.uid !== (isLast ? uid : 0)) return undefined;
    if (isLast) return { ...snapshot, folder, inode: found.ino };
  }
  return undefined;
}

/** Whether a folder is still that one. */
export async function isStill({ folder, inode }: Pick<SnapshotHome, "folder" | "inode">): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found?.isDirectory() === true && found.ino === inode;
}

/** Hosts of the configuration that a snapshot does not hold, whatever rsync said. */
export async function absentIn(
  folder: string,
  { points, scripts }: Pick<RsnapshotConf, "points" | "scripts">,
): Promise<Cause[]> {
  const missing = await Promise.all(
    [...points, ...scripts].map(async ({ below, host }): Promise<Cause[]> => {
      const path = join(folder, below);
      const isThere = await stat(path).then(
        () => true,
        () => false,
      );
      return isThere ? [] : [{ code: "host_absent", host, line: `${path} is not there`.slice(0, 300) }];
    }),
  );
  return missing.flat();
}
