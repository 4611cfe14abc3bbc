/** What is told of OSDs that are down where OSD_DOWN itself is muted. */
const widerThanOsd = ["OSD_HOST_DOWN", "OSD_CHASSIS_DOWN", "OSD_RACK_DOWN", "OSD_ROOT_DOWN"] as const;

/** Checks that only follow from another: told below it while it is there, and by themselves when it is not. */
const causes: Readonly<Record<string, readonly string[]>> = {
  OSD_HOST_DOWN: ["OSD_DOWN", "OSD_CHASSIS_DOWN", "OSD_RACK_DOWN", "OSD_ROOT_DOWN"],
  OSD_CHASSIS_DOWN: ["OSD_DOWN", "OSD_RACK_DOWN", "OSD_ROOT_DOWN"],
  OSD_RACK_DOWN: ["OSD_DOWN", "OSD_ROOT_DOWN"],
  OSD_ROOT_DOWN: ["OSD_DOWN"],
  PG_DEGRADED: ["OSD_DOWN", ...widerThanOsd, "PG_DAMAGED"],
  OBJECT_MISPLACED: ["OSD_DOWN", ...widerThanOsd],
  SLOW_OPS: ["OSD_DOWN", ...widerThanOsd],
  OSD_SCRUB_ERRORS: ["PG_DAMAGED"],
  POOL_NEARFULL: ["OSD_NEARFULL", "OSD_BACKFILLFULL", "OSD_FULL"],
  POOL_BACKFILLFULL: ["OSD_BACKFILLFULL", "OSD_FULL"],
  OSD_NEARFULL: ["OSD_BACKFILLFULL", "OSD_FULL"],
  OSD_BACKFILLFULL: ["OSD_FULL"],
  PG_BACKFILL_FULL: ["OSD_BACKFILLFULL", "OSD_FULL"],
  PG_RECOVERY_FULL: ["OSD_FULL"],
  MDS_UP_LESS_THAN_MAX: ["MDS_ALL_DOWN"],
  FS_DEGRADED: ["MDS_ALL_DOWN"],
  FS_WITH_FAILED_MDS: ["MDS_ALL_DOWN"],
  MDS_INSUFFICIENT_STANDBY: ["MDS_ALL_DOWN"],
  MON_DISK_LOW: ["MON_DISK_CRIT"],
  RECENT_MGR_MODULE_CRASH: ["RECENT_CRASH"],
};
/**
 * Checks that are one trouble at its stages: what fills up is one incident, whose severity rises and falls, and it is not
 * "over" because it got worse.
 */
const stages: Readonly<Record<string, string>> = {
  OSD_NEARFULL: "osd-fullness",
  OSD_BACKFILLFULL: "osd-fullness",
  OSD_FULL: "osd-fullness",
  MON_DISK_LOW: "mon-disk",
  MON_DISK_CRIT: "mon-disk",
};
/** What a check's trouble is called, the same at each of its stages. */
export const troubleOf = (code: string): string => stages[code] ?? code;

/** A pool that is full because the OSDs are says so; one that is full by its own quota does not follow from them. */
const fullByOsds = "(no space)";

interface Grouped {
  readonly code: string;
  /** What is told below it. */
  readonly followers: readonly string[];
}

/** Orders the checks that are raised by what they come from. `details`: the lines of a check. */
export function groupChecks(
  codes: readonly string[],
  details: (code: string) => readonly string[],
): readonly Grouped[] {
  const raised = new Set(codes);
  const causeOf = (code: string): string | undefined => {
    if (code === "POOL_FULL") {
      const isByOsds = raised.has("OSD_FULL") && details(code).every((line) => line.includes(fullByOsds));
      return isByOsds ? "OSD_FULL" : undefined;
    }
    return causes[code]?.find((cause) => raised.has(cause));
  };
  const rootOf = (code: string): string => {
    const cause = causeOf(code);
    return cause === undefined ? code : rootOf(cause);
  };
  const roots = codes.filter((code) => causeOf(code) === undefined);
  return roots.map((code) => ({
    code,
    followers: codes.filter((other) => other !== code && rootOf(other) === code),
  }));
}
