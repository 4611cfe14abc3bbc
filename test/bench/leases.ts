import { readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { parseLeases } from "../../executor/addresses/leases.ts";
import { vmOf } from "../lab/guest.ts";
import type { Lab } from "../lab/lab.ts";
import { wallClock } from "./statistics.ts";

/** When each address was first seen in the file in which the lab's dnsmasq shows its leases. */
export interface LeaseWatch {
  readonly seenAt: (address: string) => number | undefined;
  readonly stop: () => void;
}

/** Looks at every change of the file, as its folder's inotify(7) tells them. */
export function watchLeases(lab: Lab): LeaseWatch {
  const folder = join(lab.dir, "var/lib/libvirt/dnsmasq");
  const file = join(folder, `${vmOf(lab).bridge}.status`);
  const seen = new Map<string, number>();
  const look = (): void => {
    const at = wallClock();
    for (const { address } of parseLeases(read(file))) if (!seen.has(address)) seen.set(address, at);
  };
  look();
  const watcher = watch(folder, look);
  return { seenAt: (address) => seen.get(address), stop: () => watcher.close() };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // Nobody has a lease yet.
  }
}
