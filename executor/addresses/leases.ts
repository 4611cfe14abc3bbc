import { readFile } from "node:fs/promises";
import { z } from "zod";

/** One lease that the network's dnsmasq gave. */
export interface Lease {
  readonly address: string;
  /** Lower case. */
  readonly mac: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Where libvirt's dnsmasq keeps its leases: BRIDGE.status, written by libvirt_leaseshelper at each change. */
export const leaseFolder = "/var/lib/libvirt/dnsmasq";

const statusSchema = z.array(
  z.object({ "ip-address": z.string(), "mac-address": z.string(), "expiry-time": z.number() }),
);

/** Reads leases, those of guests long gone too until they expire. Empty where none was given yet. */
export async function readLeases(bridge: string, folder = leaseFolder): Promise<readonly Lease[]> {
  const content = await readFile(`${folder}/${bridge}.status`, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return parseLeases(content);
}

/** The file is empty at first, and may be seen half written. */
export function parseLeases(content: string): readonly Lease[] {
  if (content.trim() === "") return [];
  try {
    return statusSchema.parse(JSON.parse(content)).map((lease) => ({
      address: lease["ip-address"],
      mac: lease["mac-address"].toLowerCase(),
      expires: lease["expiry-time"] * 1_000,
    }));
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
