import { cephStatus } from "../../../protocol/actions/ceph.ts";
import type { CephHost } from "../../ceph/host.ts";
import type { AnyRunner } from "../../runner.ts";
import { lookRunner } from "./answered.ts";
import { checksOf, daysLeftOf, nooutOf } from "./shown.ts";

/** The cluster at a glance: what is wrong, which daemons are down, how full, and how much more it bears. */
export const statusRunner = (ceph: CephHost, host: string): AnyRunner =>
  lookRunner(cephStatus, host, async (signal) => {
    const health = await ceph.client.health(signal);
    const seen = await ceph.see(signal, true);
    const { status, dump, bearable, silent } = seen;
    const monitors = await ceph.client.monDump(signal);
    const { fsmap, pgmap } = status;
    const osd = (id: number): string => `osd.${id}`;
    return {
      checks: checksOf(health),
      osds: {
        total: dump.osds.length,
        up: dump.osds.filter(({ up }) => up === 1).length,
        in: dump.osds.filter((one) => one.in === 1).length,
        down: dump.osds.flatMap((one) => (one.up === 1 ? [] : [osd(one.osd)])).slice(0, 100),
        silent: silent.map(osd).slice(0, 100),
      },
      monitors: {
        total: status.monmap.num_mons,
        inQuorum: status.quorum_names.length,
        down: monitors.mons.flatMap(({ name }) => (status.quorum_names.includes(name) ? [] : [`mon.${name}`])),
      },
      manager: status.mgrmap.available,
      mds: fsmap.max === 0 ? null : { wanted: fsmap.max, up: fsmap.up },
      usedBytes: pgmap.bytes_used,
      totalBytes: pgmap.bytes_total,
      daysLeft: await daysLeftOf(ceph, seen),
      bearable,
      noout: await nooutOf(ceph, seen),
    };
  });
