/** The network of one lab; all follows from its index. */
export interface NetworkPlan {
  /** The libvirt network's name, in that lab's own libvirtd. */
  network: string;
  bridge: string;
  /** CIDR. */
  subnet: string;
  gateway: string;
  /** First and last address that the DHCP server gives to strangers; all others below it are for reservations. */
  dynamic: { first: string; last: string };
}

export const MAXIMUM_INDEX = 254;

export function planNetwork(index: number): NetworkPlan {
  const prefix = `10.213.${index}`;
  return {
    network: "default",
    bridge: `shisa${index}`,
    subnet: `${prefix}.0/24`,
    gateway: `${prefix}.1`,
    dynamic: { first: `${prefix}.200`, last: `${prefix}.239` },
  };
}

/** The index in the name of a lab's bridge; undefined for any other interface. */
export function bridgeIndex(name: string): number | undefined {
  const digits = /^shisa([1-9]\d{0,2})$/.exec(name)?.[1];
  return digits === undefined || Number(digits) > MAXIMUM_INDEX ? undefined : Number(digits);
}

/**
 * The lowest index that nothing uses: no lab, no interface of its bridge's name, and no address or route of this
 * machine that overlaps its subnet (CIDR, or a bare address; a default route overlaps nothing).
 */
export function freeIndex(taken: {
  indices: readonly number[];
  interfaces: readonly string[];
  routes: readonly string[];
}): number {
  const ranges = taken.routes.map(parseRange).filter((range) => range !== undefined);
  for (let index = 1; index <= MAXIMUM_INDEX; index += 1) {
    const plan = planNetwork(index);
    const own = parseRange(plan.subnet);
    const overlaps = ranges.some((range) => own !== undefined && range.first <= own.last && own.first <= range.last);
    if (!taken.indices.includes(index) && !taken.interfaces.includes(plan.bridge) && !overlaps) return index;
  }
  throw new Error("choosing a network for the lab: all 254 are in use");
}

function parseRange(text: string): { first: number; last: number } | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const address = match.slice(1, 5).reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(match[5] ?? 32));
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}
