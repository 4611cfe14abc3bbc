import { expect, it } from "vitest";
import { bearable } from "../../../../executor/ceph/bearable.ts";

interface Cluster {
  readonly hosts: readonly (readonly ("up" | "down" | "out")[])[];
  readonly size?: number;
  readonly minSize?: number;
  readonly apart?: "osd" | "host";
  readonly quorum?: readonly [number, number];
  readonly state?: string;
  /** OSDs that are dead, and that the cluster takes for up. */
  readonly silent?: readonly number[];
}

function bears({
  hosts,
  size = 3,
  minSize = 2,
  apart = "host",
  quorum = [3, 3],
  state = "active+clean",
  silent = [],
}: Cluster) {
  const all = hosts.flat();
  let next = 0;
  return bearable({
    silent,
    status: {
      quorum_names: Array.from({ length: quorum[0] }, (_, index) => String(index)),
      monmap: { num_mons: quorum[1] },
      pgmap: {
        pgs_by_state: [{ state_name: state, count: 8 }],
        ...{ num_pgs: 8, bytes_used: 0, bytes_avail: 0, bytes_total: 0 },
      },
    },
    dump: {
      pools: [{ pool_name: "rbd", size, min_size: minSize, crush_rule: 0 }],
      osds: all.map((one, osd) => ({
        osd,
        up: one === "up" ? 1 : 0,
        in: one === "out" ? 0 : 1,
        public_addrs: { addrvec: [] },
      })),
    },
    tree: {
      nodes: hosts.map((osds, index) => ({
        id: -1 - index,
        name: `h${index}`,
        type: "host",
        children: osds.map(() => next++),
      })),
    },
    rules: [{ rule_id: 0, steps: [{ op: "take" }, { op: "chooseleaf_firstn", num: 0, type: apart }, { op: "emit" }] }],
  });
}

const three = [["up"], ["up"], ["up"]] as const;

it.each<readonly [string, Cluster, number | null, number]>([
  ["three servers with three copies, of which two must be there", { hosts: three }, 1, 1],
  ["two servers with two copies, of which one must be there", { hosts: [["up"], ["up"]], size: 2, minSize: 1 }, 1, 1],
  ["two servers for three copies", { hosts: [["up"], ["up"]] }, 0, 1],
  [
    "one of three down and its data not copied yet",
    { hosts: [["down"], ["up"], ["up"]], size: 2, minSize: 1, state: "active+undersized+degraded" },
    0,
    1,
  ],
  ["one of four out, its data copied", { hosts: [["out"], ...three] }, 1, 1],
  ["copies that may lie on one server", { hosts: three, apart: "osd" }, 0, 1],
  [
    "one of three dead, of which the cluster knows nothing yet",
    { hosts: three, size: 2, minSize: 1, silent: [0] },
    0,
    1,
  ],
  ["all dead, of which the cluster knows nothing yet", { hosts: three, silent: [0, 1, 2] }, 0, 1],
  ["one monitor alone", { hosts: three, quorum: [1, 1] }, 1, 0],
  ["a monitor of three already lost", { hosts: three, quorum: [2, 3] }, 1, 0],
  ["five monitors", { hosts: three, quorum: [5, 5] }, 1, 2],
])("%s", (_what, cluster, storage, monitors) => {
  const found = bears(cluster);
  expect(found).toMatchObject({ storage, monitors });
  expect(found.servers).toBe(Math.min(storage ?? monitors, monitors));
});
