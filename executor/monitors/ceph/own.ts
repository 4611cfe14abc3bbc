import type { Found } from "../../ceph/conditions.ts";
import type { Seen } from "../../ceph/seen.ts";
import { holdOf, severityOfDown } from "../../ceph/severity.ts";

/** While it is known already that the cluster gets full, a trend says nothing new. */
const alreadyFull = "osd-fullness";
/** The key that Ceph's own check for OSDs that are down has: it is the same trouble, found sooner. */
const osdDown = "OSD_DOWN";
/** One that is told to be silent did not speak for at least so long, in milliseconds. */
const silentForMs = 14_000;

/** No monitor of the cluster answers: nothing can be read or written, or this host is cut off from it. */
export const unreachable = (reason: string): Found => ({
  key: "unreachable",
  code: "ceph.unreachable",
  severity: "error",
  scope: "department",
  numbers: {},
  lines: [reason.slice(0, 300)],
  // An election takes some seconds, in which nobody answers.
  holdMs: 12_000,
  documentation: "https://docs.ceph.com/en/latest/rados/troubleshooting/troubleshooting-mon/",
  fixes: ["/ceph status"],
});

/** A noout of ours whose time is over, and which Ceph does not let us end. */
export const nooutStays = (reason: string): Found => ({
  key: "noout-stays",
  code: "ceph.noout_stays",
  severity: "warning",
  scope: "department",
  numbers: {},
  lines: [reason.slice(0, 300)],
  holdMs: 30_000,
  fixes: ["/ceph noout --end"],
});

/** OSDs that are dead while the monitors still take them for running: told together with those that they know of. */
export function withSilent(found: readonly Found[], { silent, dump }: Pick<Seen, "silent" | "dump">): readonly Found[] {
  if (silent.length === 0) return found;
  const known = found.find(({ key }) => key === osdDown);
  const down = silent.length + dump.osds.filter((osd) => osd.up === 0 && osd.in === 1).length;
  const names = silent.map((osd) => `osd.${osd}`);
  const line = `${names.join(", ")}: no answer, though Ceph still counts ${silent.length === 1 ? "it" : "them"} as up`;
  const severity = known?.severity === "error" ? "error" : severityOfDown(down, dump.osds.length);
  const numbers = { silent: silent.length, osds: dump.osds.length, names: names.join(", ").slice(0, 200) };
  const told: Found = {
    key: osdDown,
    code: "ceph.osd_silent",
    severity,
    scope: "department",
    numbers,
    lines: [line.slice(0, 300), ...(known?.lines ?? [])].slice(0, 10),
    // Whose death may be a restart is told no sooner than one that Ceph itself knows of.
    ...(severity === "warning" ? { holdMs: Math.max(0, holdOf(osdDown) - silentForMs) } : {}),
    documentation: "https://docs.ceph.com/en/latest/rados/troubleshooting/troubleshooting-osd/",
    fixes: ["/ceph osd", "/ceph noout --for 1h"],
  };
  return [...found.filter(({ key }) => key !== osdDown), told];
}

/**
 * An MDS that died with none in reserve: Ceph keeps it in its map and raises nothing, while the file system hangs.
 */
export function silentMds({ status }: Pick<Seen, "status">): readonly Found[] {
  const silent = status.fsmap.by_rank.filter((rank) => rank.status.includes("laggy")).map(({ name }) => `mds.${name}`);
  if (silent.length === 0) return [];
  const names = silent.join(", ").slice(0, 200);
  return [
    {
      key: "mds-silent",
      code: "ceph.mds_silent",
      severity: "error",
      scope: "department",
      numbers: { names },
      lines: [`${names}: laggy or crashed, with no MDS in reserve`],
      documentation: "https://docs.ceph.com/en/latest/cephfs/troubleshooting/",
      fixes: ["/ceph status"],
    },
  ];
}

/** Troubles in which people ask first how much more may fail. */
const servesLess: ReadonlySet<string> = new Set([osdDown, "MON_DOWN"]);

/** Says with what has failed how many servers more may. */
export const withBearable = (found: readonly Found[], { bearable }: Pick<Seen, "bearable">): readonly Found[] =>
  found.map((one) =>
    servesLess.has(one.key) ? { ...one, numbers: { ...one.numbers, bears: bearable.servers } } : one,
  );

/** The cluster will be full before long, going on as in the last week. */
export function fullSoon(found: readonly Found[], days: number | undefined, limitDays: number): readonly Found[] {
  if (days === undefined || days >= limitDays || found.some(({ key }) => key === alreadyFull)) return [];
  const whole = Math.floor(days);
  return [
    {
      key: "full-soon",
      code: "ceph.full_soon",
      severity: "warning",
      scope: "department",
      numbers: { days: whole },
      lines: [`full in ${whole} days, as it has grown in the last week`],
      documentation: "https://docs.ceph.com/en/latest/rados/operations/monitoring/#checking-a-cluster-s-usage-stats",
      fixes: ["/ceph df"],
    },
  ];
}
