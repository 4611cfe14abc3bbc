import type { OsdDump, OsdTree, Rules, Status } from "./answers.ts";

/** How many more servers may fail before data cannot be reached, and what sets the bound. */
export interface Bearable {
  readonly servers: number;
  /** By disks alone; null where there is no pool yet. */
  readonly storage: number | null;
  /** The pool that bears the least. */
  readonly pool: string | null;
  /** How many monitors more may fail. */
  readonly monitors: number;
}

interface Parts {
  readonly status: Pick<Status, "quorum_names" | "monmap" | "pgmap">;
  readonly dump: Pick<OsdDump, "pools" | "osds">;
  readonly tree: OsdTree;
  readonly rules: Rules;
  /** OSDs that do not speak, whatever the map says of them: what they hold cannot be reached. */
  readonly silent: readonly number[];
}

/** States of placement groups that have fewer copies than they should, or of which that is not known. */
const lacking = /degraded|undersized|down|incomplete|peering|stale|unknown/u;
/** Where CRUSH may put two copies of a thing: on two OSDs of one server, or never on one server twice. */
const withinServer = new Set(["osd"]);

/**
 * Counted from the copies that there are now, not from those that there should be: while data is missing a copy, each
 * server that is down has used up one of the failures. Errs on the careful side.
 */
export function bearable({ status, dump, tree, rules, silent }: Parts): Bearable {
  const osds = dump.osds.map((osd) => (silent.includes(osd.osd) ? { ...osd, up: 0 } : osd));
  const { down, up } = serversOf(tree, { osds });
  const isLacking = status.pgmap.pgs_by_state.some(({ state_name }) => lacking.test(state_name));
  const pools = dump.pools.map((pool) => {
    const apart = apartOf(rules, pool.crush_rule);
    if (apart !== undefined && withinServer.has(apart)) return { name: pool.pool_name, servers: 0 };
    // What Ceph says of the data is some seconds old: a server that is down is believed first, and after it was given
    // up (its disks are "out") the data is, until all is copied anew.
    const missing = down > 0 ? Math.max(0, down - Math.max(0, pool.size - up)) : isLacking && up >= pool.size ? 1 : 0;
    const copies = Math.min(pool.size, up) - missing;
    return { name: pool.pool_name, servers: Math.max(0, copies - pool.min_size) };
  });
  const least = pools.toSorted((a, b) => a.servers - b.servers)[0];
  const storage = least?.servers ?? null;
  const monitors = Math.max(0, status.quorum_names.length - (Math.floor(status.monmap.num_mons / 2) + 1));
  return { servers: Math.min(storage ?? monitors, monitors), storage, pool: least?.name ?? null, monitors };
}

/** Servers with an OSD that is up, and those where one that holds data is down. */
function serversOf({ nodes }: OsdTree, { osds }: Pick<OsdDump, "osds">) {
  const byId = new Map(osds.map((osd) => [osd.osd, osd]));
  const hosts = nodes.filter(({ type }) => type === "host");
  const having = (test: (osd: OsdDump["osds"][number]) => boolean): number =>
    hosts.filter(({ children }) =>
      children.some((id) => test(byId.get(id) ?? { osd: id, up: 0, in: 0, public_addrs: { addrvec: [] } })),
    ).length;
  return { up: having(({ up }) => up === 1), down: having((osd) => osd.up === 0 && osd.in === 1) };
}

/** What kind of thing holds at most one copy, by the pool's rule: osd, host, rack; undefined where it cannot be told. */
function apartOf(rules: Rules, id: number): string | undefined {
  const rule = rules.find(({ rule_id }) => rule_id === id);
  return rule?.steps.findLast(({ op }) => op.startsWith("choose"))?.type;
}
