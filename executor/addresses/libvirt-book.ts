import { randomInt } from "node:crypto";
import { addReservation, type Network, readNetwork, removeReservation } from "../libvirt/network.ts";
import type { Virsh } from "../libvirt/virsh.ts";
import { answers } from "./alive.ts";
import { type AddressBook, AddressError, type Patience, type Survey } from "./book.ts";
import { nextChange } from "./changes.ts";
import { hostRange, toAddress, toNumber } from "./ipv4.ts";
import { leaseFolder, readLeases } from "./leases.ts";

/** The clocks of a lease (whole seconds) and of a start may differ by so much, in milliseconds. */
const roundingMs = 2_000;
/** So many others may be quicker one after the other before we give up. */
const attempts = 16;
/** More than there are addresses in a usual network. */
const turns = 65_536;

/**
 * An address book in the reservations of a libvirt network, of which libvirt is the authority. Addresses take turns,
 * beginning anywhere: one that was just given back would meet people's ssh with another host key.
 */
export function createLibvirtBook(
  virsh: Virsh,
  name: string,
  folder = leaseFolder,
  firstTurn = randomInt(turns),
): AddressBook {
  let latest: Network | undefined;
  let turn = firstTurn;
  const network = async (): Promise<Network> => {
    latest = await readNetwork(virsh, name);
    return latest;
  };
  const look = async (): Promise<Survey> => {
    const now = await network();
    const leases = await leased(now, folder);
    return {
      reservations: now.reservations,
      free: (taken) => {
        const address = firstFree(now, leases, taken, turn);
        if (address !== undefined) turn = toNumber(address) - hostRange(now.gateway, now.prefix).first + 1;
        return address;
      },
    };
  };
  return {
    look,
    async reserve(mac, hostName, wanted) {
      const tried = new Set<string>();
      let address: string | undefined = wanted;
      while (address !== undefined && tried.size < attempts) {
        // Its subnet does not change while a network runs.
        if (!isInside(latest ?? (await network()), address))
          throw new RangeError(`${address} is not in the guests' network`);
        if (await addReservation(virsh, name, { mac, hostName, address })) return address;
        const { reservations, free } = await look();
        const own = reservations.find((each) => each.mac === mac && each.hostName === hostName);
        if (own !== undefined) return own.address;
        if (reservations.some((each) => each.hostName === hostName)) {
          throw new AddressError("addresses.name_taken", `another reservation has the name ${hostName}`);
        }
        tried.add(address);
        address = free(tried);
      }
      throw new AddressError("addresses.exhausted", "no address is left in the guests' network");
    },
    async release(mac, hostName) {
      const { reservations } = await network();
      const own = reservations.filter((each) => each.mac === mac && each.hostName === hostName);
      for (const each of own) await removeReservation(virsh, name, each);
    },
    async reservedFor(mac) {
      return (await network()).reservations.find((each) => each.mac === mac)?.address;
    },
    async leasesFor(mac, address) {
      const { bridge, leaseMs } = await network();
      return (await readLeases(bridge, folder))
        .filter((lease) => lease.mac === mac || lease.address === address)
        .filter(({ expires }) => expires === 0 || expires > Date.now())
        .map((lease) => ({ ...lease, since: Math.max(0, lease.expires - leaseMs) }));
    },
    async seenSince(mac, since, patience) {
      const { bridge, leaseMs, reservations } = await network();
      const address = reservations.find((each) => each.mac === mac)?.address;
      if (address === undefined) return undefined;
      const given = async (): Promise<boolean> =>
        (await readLeases(bridge, folder)).some(
          (lease) =>
            lease.mac === mac &&
            lease.address === address &&
            (lease.expires === 0 || lease.expires - leaseMs >= since - roundingMs),
        );
      return (await waitUntil(given, folder, patience)) && (await answers(address, mac, patience))
        ? address
        : undefined;
    },
  };
}

async function waitUntil(given: () => Promise<boolean>, folder: string, patience: Patience): Promise<boolean> {
  for (;;) {
    const change = nextChange(folder); // Watched before the look, so that nothing is missed between the two.
    if (await given()) return true;
    if (performance.now() >= patience.deadline || patience.signal?.aborted === true) return false;
    await change;
  }
}

function isInside({ gateway, prefix }: Network, address: string): boolean {
  const { first, last } = hostRange(gateway, prefix);
  const number = toNumber(address);
  return number >= first && number <= last && address !== gateway;
}

/** Leased to whom does not matter: dnsmasq gives no reserved address that another MAC still has a lease for. */
async function leased({ bridge }: Network, folder: string): Promise<ReadonlySet<string>> {
  const leases = await readLeases(bridge, folder);
  return new Set(
    leases.filter((lease) => lease.expires === 0 || lease.expires > Date.now()).map((each) => each.address),
  );
}

/**
 * The first address of the subnet, from the turn on, that nobody has. Those that DHCP gives to strangers come last: one of them may be
 * given away in the moment before it is reserved.
 */
export function firstFree(
  network: Network,
  leases: ReadonlySet<string>,
  taken: ReadonlySet<string>,
  turn = 0,
): string | undefined {
  const reserved = new Set(network.reservations.map((each) => each.address));
  const ranges = network.ranges.map(({ start, end }) => ({ first: toNumber(start), last: toNumber(end) }));
  const { first, last } = hostRange(network.gateway, network.prefix);
  const size = last - first + 1;
  let second: string | undefined;
  for (let step = 0; step < size; step += 1) {
    const number = first + ((turn + step) % size);
    const address = toAddress(number);
    if (reserved.has(address) || leases.has(address) || taken.has(address) || address === network.gateway) continue;
    if (!ranges.some((range) => number >= range.first && number <= range.last)) return address;
    second ??= address;
  }
  return second;
}
