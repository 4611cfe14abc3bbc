import { statfs } from "node:fs/promises";
import type { Condition } from "../../protocol/monitor.ts";
import { slopeOf } from "../monitors/slope.ts";
import { condition } from "./condition.ts";
import type { Ended } from "./runs.ts";

const dayMs = 24 * 3_600_000;
/** Below so many percent free, and with so many days left, it is a warning or an error. */
const warning = { percent: 10, days: 14 };
const error = { percent: 3, days: 3 };
/** The trend is that of so many days, and none before there are so many days of it. */
const trendDays = 30;
const shortestDays = 2;

export interface DiskSeen {
  readonly disk: { readonly total: number; readonly free: number };
  readonly ended: readonly Pick<Ended, "at" | "disk">[];
  readonly now: number;
}

/** Bytes by which the disk fills a day, of a line through what each run left free; undefined: too short a time. */
export function growthOf({ ended, disk, now }: DiskSeen): number | undefined {
  const points = ended
    .filter(({ at, disk: then }) => then?.total === disk.total && at <= now && now - at <= trendDays * dayMs)
    .map(({ at, disk: then }) => ({ x: (at - now) / dayMs, y: disk.total - (then?.free ?? 0) }));
  points.push({ x: 0, y: disk.total - disk.free });
  const first = points[0]?.x ?? 0;
  if (points.length < 3 || -first < shortestDays) return undefined;
  return slopeOf(points);
}

/** Whole days until it is full; undefined: it does not fill, or nobody can tell yet. */
export function daysLeft(seen: DiskSeen): number | undefined {
  const growth = growthOf(seen);
  return growth === undefined || growth <= 0 ? undefined : Math.floor(seen.disk.free / growth + 1e-6);
}

/** The disk of the snapshots: nearly full now, or soon. One condition at most. */
export function diskConditions(seen: DiskSeen): Condition[] {
  const { free, total } = seen.disk;
  const percent = total === 0 ? 0 : Math.floor((free / total) * 100);
  const days = daysLeft(seen);
  const isBelow = (limit: typeof error): boolean =>
    percent < limit.percent || (days !== undefined && days < limit.days);
  if (!isBelow(warning)) return [];
  const severity = isBelow(error) ? "error" : "warning";
  const code = percent < warning.percent ? "disk_low" : "disk_filling";
  const numbers = { percent, freeMiB: Math.floor(free / 1024 ** 2), ...(days === undefined ? {} : { days }) };
  return [condition(code, "disk", severity, seen.now, numbers, [], [], "disk")];
}

/** What the disk of the snapshots holds; null where it cannot be seen. */
export async function diskOf(root: string): Promise<Ended["disk"]> {
  const disk = await statfs(root).catch(() => undefined);
  return disk === undefined ? null : { total: disk.blocks * disk.bsize, free: disk.bavail * disk.bsize };
}
