import { vmIp } from "../../../protocol/actions/vm.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { lookUp } from "./facts.ts";
import type { VmHost } from "./host.ts";
import { guestOf, lookAtNetwork, planLook } from "./look.ts";
import { guestPlanSchema } from "./plan.ts";

export const ipRunner = (host: VmHost): AnyRunner =>
  defineRunner({
    action: vmIp,
    facts: (input, job, openPlans) => lookUp(host, input.name, job, openPlans),
    plan: (input, job, openPlans) => planLook(host, input.name, job, openPlans),
    planSchema: guestPlanSchema,
    steps: {},
    result: async (plan) => lookAtNetwork(host, await guestOf(host, plan)),
  });
