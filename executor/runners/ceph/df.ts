import { cephDf } from "../../../protocol/actions/ceph.ts";
import type { CephHost } from "../../ceph/host.ts";
import type { AnyRunner } from "../../runner.ts";
import { lookRunner } from "./answered.ts";
import { daysLeftOf } from "./shown.ts";

/** How full the cluster and each pool is. */
export const dfRunner = (ceph: CephHost, host: string): AnyRunner =>
  lookRunner(cephDf, host, async (signal) => {
    const { stats, pools } = await ceph.client.df(signal);
    const seen = await ceph.see(signal, false);
    return {
      usedBytes: stats.total_used_raw_bytes,
      totalBytes: stats.total_bytes,
      daysLeft: await daysLeftOf(ceph, seen),
      pools: pools.slice(0, 100).map(({ name, stats: of }) => ({
        name: name.slice(0, 100),
        storedBytes: of.stored,
        freeBytes: of.max_avail,
        objects: of.objects,
      })),
    };
  });
