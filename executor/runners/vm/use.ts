import type { Use } from "../../../policies/facts.ts";
import type { Person } from "../../../protocol/messages.ts";
import type { Domain } from "../../libvirt/domains.ts";
import { isOwner } from "../../libvirt/mark.ts";
import { isActive } from "../../libvirt/state.ts";
import type { OpenGuest } from "./plan.ts";

interface Held {
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly diskGiB: number;
  readonly runs: boolean;
}

/**
 * What a person holds on this host: their domains as libvirt has them, and what jobs under way are making or
 * starting, each guest once.
 */
export function useOf(person: Person, domains: readonly Domain[], open: readonly OpenGuest[]): Use {
  const held = new Map<string, Held>();
  for (const { mark, uuid, cpu, memoryMiB, state } of domains) {
    if (mark === undefined || !isOwner(mark, person)) continue;
    held.set(uuid, { cpu, memoryMiB, diskGiB: mark.diskGiB, runs: isActive(state) });
  }
  for (const { uuid, made, starts, diskGiB = 0, plan } of open) {
    if (plan.owner.uid !== person.uid || plan.owner.name !== person.name) continue;
    const there = held.get(uuid);
    if (there !== undefined) {
      held.set(uuid, { ...there, diskGiB: Math.max(there.diskGiB, diskGiB), runs: there.runs || starts });
    } else if (made !== undefined) {
      held.set(uuid, { cpu: made.cpu, memoryMiB: made.memoryMiB, diskGiB: made.diskGiB, runs: true });
    }
  }
  const all = [...held.values()];
  const running = all.filter((each) => each.runs);
  return {
    guests: all.length,
    runningCpus: sum(running.map((each) => each.cpu)),
    runningMemoryMiB: sum(running.map((each) => each.memoryMiB)),
    diskGiB: sum(all.map((each) => each.diskGiB)),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
