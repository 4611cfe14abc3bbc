import type { Condition } from "../../../protocol/monitor.ts";
import { type Disk, percentOf } from "./disks.ts";

/** Below this a disk is told of, in percent; of a large one so much is plenty, so there it is less than this in bytes. */
const low = { percent: 10, bytes: 200 * 1024 ** 3 };
const veryLow = { percent: 4, bytes: 50 * 1024 ** 3 };
/** Without room for its journal an executor refuses everything, in bytes. */
const stateBytes = 512 * 1024 ** 2;
const inodePercents = { low: 5, veryLow: 1 };
const daysBefore = { warning: 7, error: 1 };
const gib = 1024 ** 3;

type Found = Pick<Condition, "key" | "code" | "severity" | "numbers">;

/**
 * What is wrong with one disk.
 * @param days in how many days it is full, where a trend says so
 * @param isOwn it holds the executor's own records
 */
export function diskConditions(disk: Disk, days: number | undefined, isOwn: boolean): readonly Found[] {
  const { path, totalBytes, freeBytes, inodes, freeInodes } = disk;
  const percent = percentOf(freeBytes, totalBytes);
  const numbers = {
    path,
    percent,
    freeGiB: Math.floor(freeBytes / gib),
    limitBytes: limitOf(low, totalBytes),
    ...(days === undefined ? {} : { days: Math.floor(days) }),
  };
  const found: Found[] = [];
  const room = roomOf(freeBytes, percent);
  if (isOwn && (freeBytes < stateBytes || room === "error"))
    found.push({
      ...{ key: `disk:${keyOf(path)}`, code: "host.state_disk", severity: "error" },
      numbers: { ...numbers, limitBytes: Math.max(stateBytes, limitOf(veryLow, totalBytes)) },
    });
  else if (room !== undefined) found.push({ key: `disk:${keyOf(path)}`, code: "host.disk", severity: room, numbers });
  else if (days !== undefined && days < daysBefore.warning) {
    const severity = days < daysBefore.error ? "error" : "warning";
    found.push({ key: `disk:${keyOf(path)}`, code: "host.disk_trend", severity, numbers });
  }
  const inodePercent = percentOf(freeInodes, inodes);
  if (inodePercent < inodePercents.low) {
    const severity = inodePercent < inodePercents.veryLow ? "error" : "warning";
    const left = { path, percent: inodePercent, free: freeInodes };
    found.push({ key: `inodes:${keyOf(path)}`, code: "host.inodes", severity, numbers: left });
  }
  return found;
}

/** Where it begins to be told of, in bytes. */
const limitOf = ({ percent, bytes }: typeof low, totalBytes: number): number =>
  Math.floor(Math.min((totalBytes * percent) / 100, bytes));

function roomOf(freeBytes: number, percent: number): Condition["severity"] | undefined {
  if (percent < veryLow.percent && freeBytes < veryLow.bytes) return "error";
  return percent < low.percent && freeBytes < low.bytes ? "warning" : undefined;
}

/** A path in the letters that a key has, short enough to be part of a figure's name too. */
export const keyOf = (path: string): string => path.replaceAll(/[^A-Za-z0-9_.:/@-]/gu, "_").slice(0, 80);
