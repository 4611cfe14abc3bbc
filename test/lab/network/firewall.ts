import { listProcesses } from "../processes.ts";
import { must, run } from "../run.ts";
import { listInterfaces } from "./machine.ts";
import type { NetworkPlan } from "./plan.ts";

const TABLES = ["filter", "nat", "mangle"] as const;

/** A rule of `iptables -S` as the arguments that delete it; undefined when the line is no rule. */
export function deletion(line: string): string[] | undefined {
  const words = line.trim().split(/\s+/);
  if (words[0] !== "-A" || line.includes('"')) return undefined;
  return ["-D", ...words.slice(1)];
}

/** The lines of `iptables -S` that speak of this lab's bridge or subnet. */
export function rulesOf(plan: Pick<NetworkPlan, "bridge" | "subnet">, listing: string): string[] {
  return listing.split("\n").filter((line) => {
    const words = line.split(/\s+/);
    return words.includes(plan.bridge) || words.includes(plan.subnet);
  });
}

/** Deletes the rules that a killed libvirtd left for this lab's network. */
export async function deleteRules(plan: NetworkPlan): Promise<void> {
  for (const program of ["iptables", "ip6tables"]) {
    for (const table of TABLES) {
      const base = [program, "-w", "10", "-t", table];
      for (const line of rulesOf(plan, await list(base))) {
        const words = deletion(line);
        if (words !== undefined) await run([...base, ...words]);
      }
    }
  }
}

/** Deletes libvirt's own chains when they are empty and no libvirtd of this machine, in a lab or not, needs them. */
export async function deleteEmptyChains(): Promise<void> {
  const users = ["libvirtd", "virtnetworkd"];
  if (listProcesses().some(({ comm }) => users.includes(comm))) return;
  for (const program of ["iptables", "ip6tables"]) {
    for (const table of TABLES) {
      const base = [program, "-w", "10", "-t", table];
      const lines = (await list(base)).split("\n");
      const chains = lines.map((line) => /^-N (LIBVIRT_[A-Z]+)$/.exec(line)?.[1]).filter((name) => name !== undefined);
      for (const chain of chains) {
        if (lines.some((line) => line.startsWith(`-A ${chain} `))) continue;
        for (const jump of lines.filter((line) => line.endsWith(` -j ${chain}`))) {
          const words = deletion(jump);
          if (words !== undefined) await run([...base, ...words]);
        }
        await run([...base, "-X", chain]);
      }
    }
  }
}

/** The chains of libvirt's packet filter in `ebtables -L`, with the interface for which each was made. */
export function filterChains(listing: string): { chain: string; tap: string }[] {
  return [...listing.matchAll(/^Bridge chain: (\S+),/gm)]
    .map((match) => match[1] ?? "")
    .map((chain) => ({ chain, tap: /^(?:libvirt-)?[IOJP]-(vnet\d+)(?:-.*)?$/.exec(chain)?.[1] }))
    .filter((found): found is { chain: string; tap: string } => found.tap !== undefined);
}

/** Deletes the packet filters of guests whose network interface is gone. */
export async function deleteFiltersOfGoneGuests(): Promise<void> {
  const base = ["ebtables", "-t", "nat"];
  const listing = await run([...base, "-L"]);
  const chains = listing.exitCode === 0 ? filterChains(listing.stdout) : [];
  if (chains.length === 0) return;
  const present = new Set(await listInterfaces());
  const stale = chains.filter(({ tap }) => !present.has(tap)).map(({ chain }) => chain);
  for (const chain of stale) await run([...base, "-F", chain]);
  let parent = "";
  for (const line of listing.stdout.split("\n")) {
    parent = /^Bridge chain: (\S+),/.exec(line)?.[1] ?? parent;
    const target = / -j (\S+)/.exec(line)?.[1];
    if (target !== undefined && stale.includes(target) && !stale.includes(parent)) {
      await run([...base, "-D", parent, ...line.trim().split(/\s+/)]);
    }
  }
  for (const chain of stale) await run([...base, "-X", chain]);
}

async function list(base: readonly string[]): Promise<string> {
  return await must("listing firewall rules", [...base, "-S"]);
}
