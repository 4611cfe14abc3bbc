/** The network of one lab; all follows from its index. */
export interface NetworkPlan {
  /** The libvirt network's name, in that lab's own libvirtd. */
  network: string;
  /** Its bridge, in the lab's own network namespace. */
  bridge: string;
  /** The cable between the machine and the lab: the machine's end, and a subnet (CIDR) with an address at each end. */
  link: { name: string; subnet: string; machine: string; lab: string };
  /** CIDR. */
  subnet: string;
  gateway: string;
  /** First and last address that the DHCP server gives to strangers; all others below it are for reservations. */
  dynamic: { first: string; last: string };
}

const MAXIMUM_INDEX = 254;

export function planNetwork(index: number): NetworkPlan {
  const prefix = `10.213.${index}`;
  return {
    network: "default",
    bridge: "guests",
    link: {
      name: `shisa${index}`,
      subnet: `10.214.${index}.0/30`,
      machine: `10.214.${index}.1`,
      lab: `10.214.${index}.2`,
    },
    subnet: `${prefix}.0/24`,
    gateway: `${prefix}.1`,
    dynamic: { first: `${prefix}.200`, last: `${prefix}.239` },
  };
}

/**
 * The lowest index that nothing uses: no lab, no interface of its link's name, and no address or route of this
 * machine that overlaps its subnets (CIDR, or a bare address; a default route overlaps nothing).
 */
export function freeIndex(taken: {
  indices: readonly number[];
  interfaces: readonly string[];
  routes: readonly string[];
}): number {
  const ranges = taken.routes.map(parseRange).filter((range) => range !== undefined);
  for (let index = 1; index <= MAXIMUM_INDEX; index += 1) {
    const plan = planNetwork(index);
    const own = [plan.subnet, plan.link.subnet].map(parseRange).filter((range) => range !== undefined);
    const overlaps = ranges.some((range) => own.some(({ first, last }) => range.first <= last && first <= range.last));
    if (!taken.indices.includes(index) && !taken.interfaces.includes(plan.link.name) && !overlaps) return index;
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
