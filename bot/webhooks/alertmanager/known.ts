/** What OSDs that are down are called, and what follows from them is told with. */
const down = ["ceph.osd_down", "ceph.osd_host_down", "ceph.osd_root_down", "ceph.osd_silent"] as const;

/** What fills up is one incident at all of its stages. */
const osdsFill = ["ceph.osd_nearfull", "ceph.osd_backfillfull", "ceph.osd_full"] as const;
const monDisk = ["ceph.mon_disk_low", "ceph.mon_disk_crit"] as const;

/**
 * Alerts of the usual rules (Ceph's own prometheus_alerts.yml, node_exporter's mixin) and what our own monitors call
 * the same trouble: it is one incident, whoever saw it first.
 */
const known: Readonly<Record<string, readonly string[]>> = {
  CephHealthError: ["ceph."],
  CephHealthWarning: ["ceph."],
  CephMonDown: ["ceph.mon_down"],
  CephMonDownQuorumAtRisk: ["ceph.mon_down", "ceph.unreachable"],
  CephMonDiskspaceCritical: monDisk,
  CephMonDiskspaceLow: monDisk,
  CephMonClockSkew: ["ceph.mon_clock_skew"],
  CephOSDDown: down,
  CephOSDDownHigh: down,
  CephOSDHostDown: down,
  CephOSDNearFull: osdsFill,
  CephOSDFull: osdsFill,
  CephOSDBackfillFull: osdsFill,
  CephOSDFlapping: down,
  CephOSDReadErrors: ["ceph.bluestore_spurious_read_errors"],
  CephOSDTooManyRepairs: ["ceph.osd_too_many_repairs"],
  CephDeviceFailurePredicted: ["ceph.device_health"],
  CephFilesystemDamaged: ["ceph.mds_damage"],
  CephFilesystemOffline: ["ceph.mds_all_down"],
  CephFilesystemDegraded: ["ceph.fs_degraded"],
  CephFilesystemMDSRanksLow: ["ceph.mds_up_less_than_max"],
  CephFilesystemInsufficientStandby: ["ceph.mds_insufficient_standby"],
  CephFilesystemFailureNoStandby: ["ceph.fs_with_failed_mds"],
  CephFilesystemReadOnly: ["ceph.mds_health_read_only"],
  CephMgrModuleCrash: ["ceph.recent_mgr_module_crash"],
  CephMgrPrometheusModuleInactive: ["ceph.mgr_down"],
  CephDaemonCrash: ["ceph.recent_crash"],
  CephPGsInactive: ["ceph.pg_availability", ...down],
  CephPGsUnclean: ["ceph.pg_degraded", "ceph.pg_availability", ...down],
  CephPGsDamaged: ["ceph.pg_damaged", "ceph.osd_scrub_errors"],
  CephPGRecoveryAtRisk: ["ceph.pg_recovery_full"],
  CephPGBackfillAtRisk: ["ceph.pg_backfill_full"],
  CephPGUnavilableBlockingIO: ["ceph.pg_availability", ...down],
  CephPGNotScrubbed: ["ceph.pg_not_scrubbed"],
  CephPGNotDeepScrubbed: ["ceph.pg_not_deep_scrubbed"],
  CephPoolFull: ["ceph.pool_full"],
  CephPoolNearFull: ["ceph.pool_nearfull"],
  CephObjectMissing: ["ceph.object_unfound"],
  CephSlowOps: ["ceph.slow_ops"],
  NodeFilesystemAlmostOutOfSpace: ["host.disk", "host.state_disk"],
  NodeFilesystemSpaceFillingUp: ["host.disk", "host.state_disk"],
  NodeFilesystemAlmostOutOfFiles: ["host.inodes"],
  NodeFilesystemFilesFillingUp: ["host.inodes"],
  HostOutOfDiskSpace: ["host.disk", "host.state_disk"],
  HostOutOfInodes: ["host.inodes"],
  HostOutOfMemory: ["host.memory"],
  NodeClockSkewDetected: ["host.clock"],
};

/** What our own monitors call it; one that ends in a dot is the start of all of a family. Empty: it is not known. */
export const ownCodes = (alert: string): readonly string[] => (Object.hasOwn(known, alert) ? (known[alert] ?? []) : []);
