import type { HostView } from "../../../handlers/kit/ports.ts";
import { mutedPrefix } from "../../../protocol/monitor.ts";

/** What our own monitors see and do not tell, because somebody muted it at its source: `ceph.osd_down`. */
export function mutedCodes(hosts: readonly HostView[]): ReadonlySet<string> {
  const reports = hosts.flatMap(({ silent, inventory }) => (silent ? [] : (inventory.monitors ?? [])));
  const names = reports.flatMap(({ fault, figures }) => (fault === null ? figures.map(({ name }) => name) : []));
  return new Set(names.flatMap((name) => (name.startsWith(mutedPrefix) ? [name.slice(mutedPrefix.length)] : [])));
}
