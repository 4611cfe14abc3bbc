import { z } from "zod";
import { isNotReserved, isReserved, type Virsh } from "./virsh.ts";
import { attribute, buildXml, child, children, parseXml, text, type XmlNode } from "./xml.ts";

/** One `<host>` of a network's DHCP: this MAC gets this address. */
export interface Reservation {
  /** Lower case. */
  readonly mac: string;
  readonly hostName: string | undefined;
  readonly address: string;
}

/** What Shisa reads of a libvirt network (formatnetwork.html): its one IPv4 subnet that has DHCP. */
export interface Network {
  readonly bridge: string;
  /** The host's own address on it. */
  readonly gateway: string;
  /** Bits of the subnet's mask, 0 to 32. */
  readonly prefix: number;
  /** Where DHCP takes addresses from, both ends included. */
  readonly ranges: readonly { readonly start: string; readonly end: string }[];
  readonly reservations: readonly Reservation[];
  /** How long a lease lasts, in milliseconds. */
  readonly leaseMs: number;
}

/** dnsmasq's default, which libvirt leaves as it is (dnsmasq(8), dhcp-range). */
const defaultLeaseMs = 3_600_000;
const lengths: Readonly<Record<string, number>> = { seconds: 1_000, minutes: 60_000, hours: 3_600_000 };

/** Asks libvirt for a network as it is now. Throws when there is none, or none with DHCP for IPv4. */
export async function readNetwork(virsh: Virsh, name: string): Promise<Network> {
  return parseNetwork(await virsh.run(["net-dumpxml", `--network=${name}`], { act: "looking at the guests' network" }));
}

export function parseNetwork(xml: string): Network {
  const network = child(parseXml(xml, "a network's definition"), "network");
  const subnet = children(network, "ip").find((ip) => child(ip, "dhcp") !== undefined);
  const dhcp = child(subnet, "dhcp");
  const ranges = children(dhcp, "range");
  return {
    bridge: z.string().parse(attribute(child(network, "bridge"), "name")),
    gateway: z.ipv4().parse(attribute(subnet, "address")),
    prefix: prefixOf(subnet),
    ranges: ranges.map((range) => ({
      start: z.ipv4().parse(attribute(range, "start")),
      end: z.ipv4().parse(attribute(range, "end")),
    })),
    reservations: children(dhcp, "host").map(reservation),
    leaseMs: Math.min(defaultLeaseMs, ...ranges.flatMap((range) => leaseMs(child(range, "lease")))),
  };
}

function prefixOf(subnet: XmlNode | undefined): number {
  const mask = attribute(subnet, "netmask");
  if (mask === undefined) return z.coerce.number().int().min(0).max(32).parse(attribute(subnet, "prefix"));
  const bits = mask.split(".").map((octet) => Number(octet).toString(2).padStart(8, "0"));
  return bits.join("").replace(/0*$/, "").length;
}

function leaseMs(lease: XmlNode | undefined): number[] {
  const expiry = Number(attribute(lease, "expiry"));
  const unit = lengths[attribute(lease, "unit") ?? "minutes"];
  return expiry > 0 && unit !== undefined ? [expiry * unit] : [];
}

function reservation(host: XmlNode): Reservation {
  return {
    mac: (attribute(host, "mac") ?? "").toLowerCase(),
    hostName: attribute(host, "name") ?? text(child(host, "hostname")),
    address: attribute(host, "ip") ?? "",
  };
}

const hostElement = ({ mac, hostName, address }: Reservation): string =>
  buildXml({
    host: { "@mac": mac, ...(hostName === undefined ? {} : { "@name": hostName }), "@ip": address },
  }).trim();

/**
 * Adds a reservation, at once and for good; 0.4 to 1.3 s. false: its MAC, name or address is reserved already.
 * libvirt accepts addresses outside the subnet: the caller has to know better.
 */
export async function addReservation(virsh: Virsh, network: string, wanted: Reservation): Promise<boolean> {
  try {
    await update(virsh, network, "add", wanted, ["--live", "--config"]);
    return true;
  } catch (error) {
    if (isReserved(error)) return false;
    throw error;
  }
}

/** Removes a reservation, at once and for good; harmless where there is none. */
export async function removeReservation(virsh: Virsh, network: string, gone: Reservation): Promise<void> {
  try {
    await update(virsh, network, "delete", gone, ["--live", "--config"]);
  } catch (error) {
    if (!isNotReserved(error)) throw error;
    // It may be left in one of the two only.
    for (const where of ["--live", "--config"]) {
      await update(virsh, network, "delete", gone, [where]).catch((again: unknown) => {
        if (!isNotReserved(again)) throw again;
      });
    }
  }
}

async function update(
  virsh: Virsh,
  network: string,
  how: "add" | "delete",
  what: Reservation,
  where: readonly string[],
): Promise<void> {
  await virsh.run(["net-update", `--network=${network}`, how, "ip-dhcp-host", hostElement(what), ...where], {
    act: how === "add" ? `reserving the address ${what.address}` : `releasing the address ${what.address}`,
  });
}
