import type { GuestState } from "../../protocol/actions/vm.ts";

/** libvirt's virDomainState numbers: 1 running, 2 blocked, 3 paused, 4 being shut down, 5 off, 6 crashed, 7 suspended. */
const states: Readonly<Record<string, GuestState>> = {
  "1": "running",
  "2": "running",
  "3": "paused",
  "4": "running",
  "5": "off",
  "6": "crashed",
  "7": "paused",
};

/** Reads the output of `virsh domstats --state`: each domain's name and what it does. */
export function parseStates(output: string): ReadonlyMap<string, GuestState> {
  const found = new Map<string, GuestState>();
  let name: string | undefined;
  for (const line of output.split("\n")) {
    name = /^Domain: '(.*)'$/.exec(line)?.[1] ?? name;
    const state = /^ {2}state\.state=(\d+)$/.exec(line)?.[1];
    if (name !== undefined && state !== undefined) found.set(name, states[state] ?? "unknown");
  }
  return found;
}

/** Whether a domain in that state has a running qemu: it uses memory and processors. */
export const isActive = (state: GuestState): boolean =>
  state === "running" || state === "paused" || state === "unknown";
