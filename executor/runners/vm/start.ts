import { vmStart } from "../../../protocol/actions/vm.ts";
import { type AnyRunner, defineRunner, type Step, StepFailure } from "../../runner.ts";
import { planGuest } from "./existing.ts";
import { lookUp } from "./facts.ts";
import type { VmHost } from "./host.ts";
import { type GuestPlan, guestPlanSchema } from "./plan.ts";
import { isOn, ownDomain, switchOffAgain, switchOn } from "./power.ts";
import { addressStep, reachable } from "./reach.ts";

export const startRunner = (host: VmHost): AnyRunner =>
  defineRunner({
    action: vmStart,
    facts: (input, job, openPlans) => lookUp(host, input.name, job, openPlans),
    plan: (input, job, openPlans) => planGuest(host, input.name, "off", job, openPlans),
    planSchema: guestPlanSchema,
    steps: { start: startStep(host), address: addressStep(host) },
    pointOfNoReturn: "start",
    result: (plan) => reachable(host, plan),
  });

/** Starts a guest that is there, with the address that its definition was made for. */
export function startStep(host: VmHost): Step<GuestPlan> {
  return {
    async do(plan, { signal }) {
      await holdAddress(host, plan);
      await switchOn(host, plan, signal);
    },
    undo: (plan) => switchOffAgain(host, plan),
    probe: (plan) => isOn(host, plan),
    left: ({ uuid, hostName }) => [{ what: `running guest ${hostName}`, command: `virsh destroy ${uuid}` }],
  };
}

/** Its filter lets it use one address only: that one is reserved again should the reservation have been lost. */
async function holdAddress(host: VmHost, plan: GuestPlan): Promise<void> {
  const domain = await ownDomain(host, plan);
  const [wanted] = domain?.addresses ?? [];
  if (wanted === undefined) throw new StepFailure("step.failed", `${plan.hostName} has no address in its definition`);
  const address = (await host.book.reservedFor(plan.mac)) ?? (await host.book.reserve(plan.mac, plan.hostName, wanted));
  if (address === wanted) return;
  await host.book.release(plan.mac, plan.hostName);
  throw new StepFailure("step.failed", `the address ${wanted} of ${plan.hostName} was given to another`);
}
