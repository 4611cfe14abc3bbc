import { vmCreate } from "../../../protocol/actions/vm.ts";
import type { AnyRunner } from "../../runner.ts";
import { defineRunner } from "../../runner.ts";
import { createSteps } from "./create-steps.ts";
import { lookUp } from "./facts.ts";
import type { VmHost } from "./host.ts";
import { createPlanSchema } from "./plan.ts";
import { lookAhead, planCreate } from "./plan-create.ts";
import { keysFor } from "./prepared-keys.ts";
import { reachable } from "./reach.ts";

/** Makes a guest from a template and tells its owner where it answers. */
export const createRunner = (host: VmHost): AnyRunner =>
  defineRunner({
    action: vmCreate,
    prepare: async ({ keys }, job) => {
      await keysFor(host, job, keys);
    },
    facts: (input, job, openPlans) => {
      lookAhead(host, input, job);
      return lookUp(host, input.name, job, openPlans);
    },
    plan: (input, job, openPlans) => planCreate(host, input, job, openPlans),
    planSchema: createPlanSchema,
    steps: createSteps(host),
    pointOfNoReturn: "start",
    result: async (plan) => {
      const { uuid, template, cpu, memoryMiB, diskGiB } = plan;
      return { ...(await reachable(host, plan)), uuid, template: template.name, cpu, memoryMiB, diskGiB };
    },
  });
