import { chown, lstat, mkdir, realpath, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";

/** The files of one guest, all in a folder of its own below the disks folder. */
export interface GuestFiles {
  readonly folder: string;
  readonly overlay: string;
  readonly seed: string;
  readonly consoleLog: string;
}

export function guestFiles(disks: string, uuid: string): GuestFiles {
  const folder = join(disks, z.uuid().parse(uuid));
  return {
    folder,
    overlay: join(folder, "disk.qcow2"),
    seed: join(folder, "seed.iso"),
    consoleLog: join(folder, "console.log"),
  };
}

/**
 * Makes a guest's folder, for root and for the group of the disks folder only: on a host whose qemu runs as a user of
 * its own that group is qemu's. Harmless when it is there.
 */
export async function makeFolder({ folder }: GuestFiles): Promise<void> {
  const { gid } = await stat(dirname(folder));
  await mkdir(folder, { mode: gid === 0 ? 0o700 : 0o710 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  if (!(await lstat(folder)).isDirectory()) throw new Error(`making ${folder}: something else is there`);
  await chown(folder, 0, gid);
}

/**
 * Removes a guest's folder with all that is in it, and never anything else: the folder has a guest's UUID for a name,
 * stands in the disks folder itself, and neither it nor anything in it is followed where it is a symbolic link.
 * Harmless when it is not there.
 */
export async function removeFolder(disks: string, { folder }: GuestFiles): Promise<void> {
  const isUuid = z.uuid().safeParse(basename(folder)).success;
  if (!isUuid || dirname(folder) !== join(disks)) throw new Error(`removing ${folder}: it is not a guest's folder`);
  const there = await lstat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (there === undefined) return;
  const real = join(await realpath(disks), basename(folder));
  if (!there.isDirectory() || (await realpath(folder)) !== real) {
    throw new Error(`removing ${folder}: it is not a folder`);
  }
  await rm(real, { recursive: true, force: true });
}

export const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** What a file takes on the disk, in bytes; 0 where it is not there. */
export const allocated = (path: string): Promise<number> =>
  lstat(path).then(
    ({ blocks }) => blocks * 512,
    () => 0,
  );
