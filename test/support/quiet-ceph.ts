import type { Health } from "../../executor/ceph/answers.ts";
import type { CephClient } from "../../executor/ceph/client.ts";

/** A cluster of one OSD that is well, but for what a test has it answer. */
export function quietCeph(answers: Partial<CephClient>): CephClient {
  const health: Health = { status: "HEALTH_OK", checks: {}, mutes: [] };
  return {
    health: async () => health,
    status: async () => ({
      ...{ health, quorum_names: ["a"], monmap: { num_mons: 1 } },
      osdmap: { epoch: 1, num_osds: 1, num_up_osds: 1, num_in_osds: 1 },
      pgmap: { pgs_by_state: [], num_pgs: 0, bytes_used: 0, bytes_avail: 0, bytes_total: 0 },
      ...{ fsmap: { by_rank: [], max: 0, up: 0 }, mgrmap: { available: true } },
    }),
    osdDump: async () => ({
      ...{ epoch: 1, flags_set: [], full_ratio: 0.95, pools: [] },
      osds: [{ osd: 0, up: 1, in: 1, public_addrs: { addrvec: [] } }],
    }),
    osdTree: async () => ({ nodes: [{ id: -1, name: "s1", type: "host", children: [0] }] }),
    osdDf: async () => ({ nodes: [] }),
    rules: async () => [],
    monDump: async () => ({ mons: [], quorum: [] }),
    df: async () => ({ stats: { total_bytes: 0, total_avail_bytes: 0, total_used_raw_bytes: 0 }, pools: [] }),
    crashes: async () => [],
    end: async () => undefined,
    ...answers,
  };
}
