import { join } from "node:path";
import { guestFiles } from "../vm/folder.ts";

/** What backups and restorations keep in a guest's folder for a while. */
export interface BackupFiles {
  readonly overlay: string;
  /** What a running guest's disk was when its backup began. */
  readonly capture: string;
  /** What libvirt is told about it. */
  readonly order: string;
  /** What came out of the pool, whole. */
  readonly fetched: string;
  /** The disk that was there before. */
  readonly before: string;
  /** Which restoration was the last that worked. */
  readonly restored: string;
}

/** `job` is in the names: what one job left behind is never taken for another's. */
export function backupFiles(disks: string, uuid: string, job: string): BackupFiles {
  const { folder, overlay } = guestFiles(disks, uuid);
  return {
    overlay,
    capture: join(folder, `backup-${job}.qcow2`),
    order: join(folder, `backup-${job}.xml`),
    fetched: join(folder, `fetched-${job}.qcow2`),
    before: join(folder, `before-${job}.qcow2`),
    restored: join(folder, "restored"),
  };
}
