import type { Severity } from "../../protocol/monitor.ts";
import type { HealthCheck } from "./answers.ts";

/** What is known beside the check itself. */
export interface Around {
  readonly osds: number;
  readonly monitors: number;
  readonly inQuorum: number;
}

/** Checks for which somebody is woken though Ceph only warns: data cannot be reached or written, or may be lost. */
const wakes: ReadonlySet<string> = new Set([
  "FS_WITH_FAILED_MDS",
  "MDS_ALL_DOWN",
  "MDS_DAMAGE",
  "MDS_HEALTH_READ_ONLY",
  "OBJECT_UNFOUND",
  "OSD_FULL",
  "PG_AVAILABILITY",
  "PG_DAMAGED",
  "PG_RECOVERY_FULL",
  "POOL_FULL",
]);

/** From this share of all OSDs on, their being down wakes somebody. */
const manyOsds = 0.1;

export function severityOf(code: string, { severity, detail }: HealthCheck, around: Around): Severity {
  if (severity === "HEALTH_ERR" || wakes.has(code)) return "error";
  if (code === "OSD_DOWN") return severityOfDown(detail.length, around.osds);
  if (code === "MON_DOWN") return isQuorumAtRisk(around) ? "error" : "warning";
  return "warning";
}

/** One disk alone is what copies are for, however few disks there are. */
export const severityOfDown = (down: number, osds: number): Severity =>
  down >= 2 && down >= osds * manyOsds ? "error" : "warning";

/** One monitor less, and nothing can be read or written. */
const isQuorumAtRisk = ({ monitors, inQuorum }: Around): boolean => inQuorum <= Math.floor(monitors / 2) + 1;

/**
 * What comes and goes by itself waits, in milliseconds: an OSD that restarts raises and clears within 20 s, and while
 * OSDs start, placement groups flap.
 */
const holds: Readonly<Record<string, number>> = {
  FS_DEGRADED: 45_000,
  MGR_DOWN: 15_000,
  OBJECT_MISPLACED: 45_000,
  OSD_DOWN: 25_000,
  PG_AVAILABILITY: 20_000,
  PG_DEGRADED: 45_000,
  SLOW_OPS: 45_000,
};
export const holdOf = (code: string): number => holds[code] ?? 0;
