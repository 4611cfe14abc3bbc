import type { z } from "zod";
import type { vmIp } from "../../../protocol/actions/vm.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { isActive } from "../../libvirt/state.ts";
import { type Job, type OpenPlan, StepFailure } from "../../runner.ts";
import { planOf } from "./existing.ts";
import { findGuest, type Guest, lookOf } from "./facts.ts";
import type { VmHost } from "./host.ts";
import type { GuestPlan } from "./plan.ts";
import { seenAddress, sshLine } from "./reach.ts";

/** For verbs that only look: the guest, whatever else is being done with it. Refused: guest.unknown. */
export async function planLook(
  host: VmHost,
  name: string,
  job: Job,
  openPlans: readonly OpenPlan[],
): Promise<Outcome<GuestPlan>> {
  const { domains } = await lookOf(host, job, openPlans);
  const guest = findGuest(domains, job.person, name);
  if (guest === undefined) return refused(refuse("guest.unknown", { name }));
  return accepted(await planOf(host, guest));
}

/** The guest that was planned to be looked at, as it is now. */
export async function guestOf(host: VmHost, plan: GuestPlan): Promise<Guest> {
  const guest = findGuest(await host.domains.list(), plan.owner, plan.name);
  if (guest === undefined) throw new StepFailure("step.failed", `${plan.hostName} is gone`);
  return guest;
}

/** The guest's state and network, as it is now. */
export async function lookAtNetwork(host: VmHost, guest: Guest): Promise<z.infer<typeof vmIp.output>> {
  const { mark, name: hostName, state, macs } = guest;
  const { network, reach } = host.config;
  const { reservations } = await host.book.look();
  const interfaces = await Promise.all(
    macs.map(async (mac) => ({
      mac,
      network,
      reserved: reservations.find((each) => each.mac === mac)?.address ?? null,
      seen: isActive(state) ? ((await seenAddress(host, { mac, hostName })) ?? null) : null,
      reach,
    })),
  );
  const address = interfaces.find(({ seen }) => seen !== null)?.seen ?? null;
  const ssh = address === null ? null : sshLine(host, mark.owner.name, address);
  return { name: mark.name, host: host.name, hostName, state, interfaces, ssh };
}
