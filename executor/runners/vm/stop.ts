import { z } from "zod";
import { vmStop } from "../../../protocol/actions/vm.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner, type Step } from "../../runner.ts";
import { planGuest } from "./existing.ts";
import { lookUp } from "./facts.ts";
import type { VmHost } from "./host.ts";
import { type GuestPlan, guestPlanSchema } from "./plan.ts";
import { cutPower, hasEnded, pressButton, waitUntilOff } from "./power.ts";

export const stopRunner = (host: VmHost): AnyRunner =>
  defineRunner({
    action: vmStop,
    facts: (input, job, openPlans) => lookUp(host, input.name, job, openPlans),
    plan: async ({ name, force }, job, openPlans) => {
      const planned = await planGuest(host, name, "on", job, openPlans);
      return planned.ok ? accepted({ ...planned.value, force }) : planned;
    },
    planSchema: guestPlanSchema.extend({ force: z.boolean() }),
    steps: { shutdown: shutdownStep(host), off: offStep(host) },
    pointOfNoReturn: "shutdown",
    cancelledLate: "carryOn",
    result: async ({ name }) => ({ name, host: host.name }),
  });

type StopPlan = GuestPlan & { readonly force?: boolean };

/**
 * Presses the power button, or cuts the power. Whether a button was pressed cannot be seen and cannot be taken back,
 * so once this is planned it counts as done: what is left is to see it through.
 */
export function shutdownStep(host: VmHost): Step<StopPlan> {
  return {
    async do(plan, { signal }) {
      if (await hasEnded(host, plan)) return;
      await (plan.force === true ? cutPower(host, plan) : pressButton(host, plan, signal));
    },
    undo: async () => undefined,
    probe: async () => true,
  };
}

/** Waits until the guest is off; cuts its power once more where that was asked for. */
export function offStep(host: VmHost): Step<StopPlan> {
  return {
    async do(plan, { signal }) {
      if (plan.force === true && !(await hasEnded(host, plan))) await cutPower(host, plan);
      await waitUntilOff(host, plan, signal);
    },
    undo: async () => undefined,
    probe: (plan) => hasEnded(host, plan),
  };
}
