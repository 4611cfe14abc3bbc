import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { isActive } from "../../libvirt/state.ts";
import type { Job, OpenPlan } from "../../runner.ts";
import { findGuest, type Guest, lookOf } from "./facts.ts";
import type { VmHost } from "./host.ts";
import type { GuestPlan } from "./plan.ts";
import { bootOf } from "./power.ts";

/** What the verb needs its guest to be. */
export type Wanted = "on" | "off" | "any";

/**
 * Plans something about a person's own guest. Refused: guest.unknown, guest.running, guest.not_running, and
 * guest.busy while another job works on it.
 */
export async function planGuest(
  host: VmHost,
  name: string,
  wanted: Wanted,
  job: Job,
  openPlans: readonly OpenPlan[],
): Promise<Outcome<GuestPlan>> {
  const { domains, open } = await lookOf(host, job, openPlans);
  const guest = findGuest(domains, job.person, name);
  if (guest === undefined) return refused(refuse("guest.unknown", { name }));
  if (open.some(({ uuid }) => uuid === guest.uuid)) return refused(refuse("guest.busy", { name }));
  const active = isActive(guest.state);
  if (wanted === "off" && active) return refused(refuse("guest.running", { name }));
  if (wanted === "on" && !active) return refused(refuse("guest.not_running", { name }));
  return accepted(await planOf(host, guest));
}

export async function planOf(host: VmHost, guest: Guest): Promise<GuestPlan> {
  const { uuid, name: hostName, mark, cpu, memoryMiB, macs } = guest;
  const boot = isActive(guest.state) ? await bootOf(host, hostName) : null;
  return { uuid, name: mark.name, hostName, owner: mark.owner, mac: macs[0] ?? "", cpu, memoryMiB, boot };
}
