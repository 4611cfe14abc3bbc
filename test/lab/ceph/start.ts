import type { LabComponent } from "../state.ts";
import { type CephOfLab, cephFiles } from "./conf.ts";
import { startMon } from "./mon.ts";
import { startFileSystem, startOsds } from "./osds.ts";

/** How much of Ceph: a monitor; also mgr and OSDs; also a file system. Each holds the one before. */
const levels = ["ceph", "ceph-osd", "ceph-fs"] as const satisfies readonly LabComponent[];

/** A lab's Ceph, as programs are told of it. */
export interface LabCeph {
  conf: string;
  /** The administrator's key, for tests that damage things. */
  adminKeyring: string;
  /** client.shisa: may look. */
  readKeyring: string;
  /** client.shisa-act: may mute, set noout and archive crashes. */
  actKeyring: string;
  /** client.shisa-backup: may keep images in the pool `rbd`. */
  backupKeyring: string;
}

export const hasCeph = (components: readonly LabComponent[]): boolean => levelOf(components) >= 0;

/** Starts as much of Ceph as the lab's components say, at the lab's end of its cable. */
export async function startCeph(lab: CephOfLab, components: readonly LabComponent[], address: string): Promise<void> {
  const level = levelOf(components);
  await startMon(lab, address);
  if (level >= 1) await startOsds(lab);
  if (level >= 2) await startFileSystem(lab);
}

export function describeCeph(dir: string): LabCeph {
  const { conf, keyring, readKeyring, actKeyring, backupKeyring } = cephFiles(dir);
  return { conf, adminKeyring: keyring, readKeyring, actKeyring, backupKeyring };
}

const levelOf = (components: readonly LabComponent[]): number =>
  levels.findLastIndex((level) => components.includes(level));
