import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import type { VmHost } from "../vm/host.ts";
import type { GuestPlan } from "../vm/plan.ts";
import { ownDomain } from "../vm/power.ts";

const gib = 1024 ** 3;
/** What must be left on the disks' file system besides, in bytes. */
const spare = 1 * gib;

/** Refused with backup.no_room where a copy of so many bytes does not fit on this host's disks. */
export async function roomFor(host: VmHost, bytes: number): Promise<Outcome<true>> {
  const { bsize, bavail } = await statfs(host.config.disks);
  const free = bsize * bavail;
  if (bytes + spare <= free) return accepted(true);
  const needed = Math.ceil((bytes + spare) / gib);
  return refused(refuse("backup.no_room", { host: host.name, needed, free: Math.floor(free / gib) }));
}

/** The template below a guest's disk, as its definition names it; undefined where none of this host's is. */
export async function templateOf(host: VmHost, plan: GuestPlan): Promise<string | undefined> {
  const domain = await ownDomain(host, plan);
  return domain?.disks.find((path) => dirname(path) === host.config.templates);
}
