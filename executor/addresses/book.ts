import type { Reservation } from "../libvirt/network.ts";
import type { Lease } from "./leases.ts";

export type { Reservation } from "../libvirt/network.ts";

/** Where guests' addresses come from. One MAC has at most one address here. */
export interface AddressBook {
  /** Looks once at everything that is reserved and leased now. Changes nothing. */
  readonly look: () => Promise<Survey>;
  /**
   * Reserves an address for a MAC under a host name and gives it: `wanted`, or another free one where somebody was
   * quicker. Harmless when done twice. Throws an AddressError when there is none or the name is another's.
   */
  readonly reserve: (mac: string, hostName: string, wanted: string) => Promise<string>;
  /** Gives back whatever this MAC has under this host name; harmless when there is nothing. */
  readonly release: (mac: string, hostName: string) => Promise<void>;
  readonly reservedFor: (mac: string) => Promise<string | undefined>;
  /** What DHCP has given to this MAC, or under this address to another, that has not run out. */
  readonly leasesFor: (mac: string, address: string) => Promise<readonly GivenLease[]>;
  /** The reserved address, if this MAC was given it since then (milliseconds since 1970) and it answers now. */
  readonly seenSince: (mac: string, since: number, patience: Patience) => Promise<string | undefined>;
}

/** A lease, and since when it has been held (milliseconds since 1970; 0 where it never runs out). */
export interface GivenLease extends Lease {
  readonly since: number;
}

/** The book as it was at one moment. */
export interface Survey {
  readonly reservations: readonly Reservation[];
  /**
   * An address inside the subnet that nobody has, reserved or leased or in `taken`; undefined where none is left.
   */
  readonly free: (taken: ReadonlySet<string>) => string | undefined;
}

/** How long to look: a deadline by performance.now(), which no step of the clock moves, or an abort. */
export interface Patience {
  readonly deadline: number;
  readonly signal?: AbortSignal;
}

export class AddressError extends Error {
  override readonly name = "AddressError";
  readonly code: "addresses.exhausted" | "addresses.name_taken";
  constructor(code: AddressError["code"], message: string) {
    super(message);
    this.code = code;
  }
}
