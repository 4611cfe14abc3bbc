import { vmRestart } from "../../../protocol/actions/vm.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { planGuest } from "./existing.ts";
import { lookUp } from "./facts.ts";
import type { VmHost } from "./host.ts";
import { guestPlanSchema } from "./plan.ts";
import { bootOf, isOn } from "./power.ts";
import { addressStep, reachable } from "./reach.ts";
import { startStep } from "./start.ts";
import { offStep, shutdownStep } from "./stop.ts";

/** Ends the present run of a guest and begins another; one that is off is only started. */
export const restartRunner = (host: VmHost): AnyRunner => {
  const start = startStep(host);
  return defineRunner({
    action: vmRestart,
    facts: (input, job, openPlans) => lookUp(host, input.name, job, openPlans),
    plan: (input, job, openPlans) => planGuest(host, input.name, "any", job, openPlans),
    planSchema: guestPlanSchema,
    steps: {
      shutdown: shutdownStep(host),
      off: offStep(host),
      start: {
        ...start,
        // The run that was to be ended is no new one.
        probe: async (plan) => (await isOn(host, plan)) && (await bootOf(host, plan.hostName)) !== plan.boot,
      },
      address: addressStep(host),
    },
    pointOfNoReturn: "shutdown",
    cancelledLate: "carryOn",
    result: (plan) => reachable(host, plan),
  });
};
