import { cephOsd } from "../../../protocol/actions/ceph.ts";
import type { OsdDf } from "../../ceph/answers.ts";
import type { CephHost } from "../../ceph/host.ts";
import type { Seen } from "../../ceph/seen.ts";
import type { AnyRunner } from "../../runner.ts";
import { lookRunner } from "./answered.ts";
import { nooutOf } from "./shown.ts";

/** Every OSD, by its server. Without an mgr it is not known how full they are. */
export const osdRunner = (ceph: CephHost, host: string): AnyRunner =>
  lookRunner(cephOsd, host, async (signal) => {
    const seen = await ceph.see(signal, true);
    const tree = await ceph.client.osdTree(signal);
    const df = seen.status.mgrmap.available ? await ceph.client.osdDf(signal) : { nodes: [] };
    const hosts = tree.nodes
      .filter(({ type }) => type === "host")
      .map(({ name, children }) => ({
        name,
        osds: children
          .toSorted((a, b) => a - b)
          .map((id) => osdOf(id, seen, df))
          .slice(0, 200),
      }));
    return {
      hosts: hosts.toSorted((a, b) => a.name.localeCompare(b.name)).slice(0, 100),
      noout: await nooutOf(ceph, seen),
    };
  });

function osdOf(id: number, { dump, silent }: Seen, df: OsdDf) {
  const osd = dump.osds.find((one) => one.osd === id);
  const used = df.nodes.find((one) => one.id === id);
  const isUp = osd?.up === 1;
  const state = silent.includes(id) ? "silent" : isUp ? "up" : "down";
  return {
    name: `osd.${id}`,
    state: state satisfies "up" | "down" | "silent",
    out: osd?.in !== 1,
    usedPercent: used === undefined || used.kb === 0 ? null : used.utilization,
    totalBytes: used === undefined || used.kb === 0 ? null : used.kb * 1024,
  };
}
