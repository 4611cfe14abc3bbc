import type { Finding } from "../../../../protocol/actions/vm-why.ts";
import { answers, knock } from "../../../addresses/alive.ts";
import type { Guest } from "../facts.ts";
import type { VmHost } from "../host.ts";
import { bootedAt } from "../power.ts";

type Found = Pick<Finding, "found" | "code" | "numbers">;

/**
 * Longer than the kernel takes to doubt a neighbour that it has not heard of for a while (addresses/alive.ts), in
 * milliseconds. One that it heard within the last half minute or so it believes without asking (arp(7),
 * base_reachable_time): that is told as seen a moment ago.
 */
const patienceMs = 11_500;
/** The clocks of a lease (whole seconds) and of a start may differ by so much, in milliseconds. */
const roundingMs = 2_000;

const unlooked = (code: string): Found => ({ found: "unlooked", code, numbers: {} });

export interface NetworkLook {
  readonly reservation: Found;
  readonly lease: Found;
  readonly answer: Found;
  /** Where ssh is accepted now. */
  readonly address: string | undefined;
}

/**
 * From the address that is kept for the guest to its answer, as this host sees it: each only where what comes before
 * is as it should be. Takes up to 12 s where nobody answers.
 */
export async function lookAtNetwork(
  host: VmHost,
  guest: Guest,
  runs: boolean,
  signal: AbortSignal,
): Promise<NetworkLook> {
  const [mac = ""] = guest.macs;
  const { reservations } = await host.book.look();
  const address = reservations.find((each) => each.mac === mac)?.address;
  const reservation = reservationOf(guest, address);
  const none = { address: undefined };
  if (!runs) return { reservation, lease: unlooked("why.unlooked_off"), answer: unlooked("why.unlooked_off"), ...none };
  if (address === undefined || reservation.found === "wrong")
    return { reservation, lease: unlooked("why.unlooked_address"), answer: unlooked("why.unlooked_address"), ...none };
  const [lease, answer] = await Promise.all([
    leaseOf(host, { mac, name: guest.name, address }),
    answerOf(address, mac, signal),
  ]);
  return { reservation, lease, answer, address: answer.code === "why.answers" ? address : undefined };
}

/** Its network filter lets a guest use one address only: it must be the one that is kept for it. */
function reservationOf({ addresses: [own] }: Guest, address: string | undefined): Found {
  if (address === undefined) return { found: "wrong", code: "why.reservation_none", numbers: {} };
  if (own !== undefined && own !== address)
    return { found: "wrong", code: "why.reservation_other", numbers: { address, own } };
  return { found: "ok", code: "why.reserved", numbers: { address } };
}

async function leaseOf(
  host: VmHost,
  { mac, name, address }: { readonly mac: string; readonly name: string; readonly address: string },
): Promise<Found> {
  const leases = await host.book.leasesFor(mac, address);
  const since = (await bootedAt(host, name)) ?? 0;
  const own = leases.find((lease) => lease.mac === mac && lease.address === address);
  if (own !== undefined && (own.expires === 0 || own.since >= since - roundingMs))
    return { found: "ok", code: "why.leased", numbers: { address } };
  if (leases.some((lease) => lease.mac !== mac))
    return { found: "wrong", code: "why.lease_other", numbers: { address } };
  return { found: "wrong", code: own === undefined ? "why.lease_none" : "why.lease_old", numbers: { address } };
}

async function answerOf(address: string, mac: string, signal: AbortSignal): Promise<Found> {
  const numbers = { address };
  const heard = await knock(address, signal);
  if (heard === "accepted") return { found: "ok", code: "why.answers", numbers };
  if (heard === "refused") return { found: "wrong", code: "why.ssh_closed", numbers };
  const alive = await answers(address, mac, { deadline: performance.now() + patienceMs, signal });
  return { found: "wrong", code: alive ? "why.ssh_dropped" : "why.silent", numbers };
}
