import { vmShow } from "../../../protocol/actions/vm.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { lookUp } from "./facts.ts";
import { allocated, guestFiles } from "./folder.ts";
import type { VmHost } from "./host.ts";
import { guestOf, lookAtNetwork, planLook } from "./look.ts";
import { guestPlanSchema } from "./plan.ts";

export const showRunner = (host: VmHost): AnyRunner =>
  defineRunner({
    action: vmShow,
    facts: (input, job, openPlans) => lookUp(host, input.name, job, openPlans),
    plan: (input, job, openPlans) => planLook(host, input.name, job, openPlans),
    planSchema: guestPlanSchema,
    steps: {},
    result: async (plan) => {
      const guest = await guestOf(host, plan);
      const { uuid, mark, cpu, memoryMiB, type } = guest;
      const bytes = await allocated(guestFiles(host.config.disks, uuid).overlay);
      return {
        ...(await lookAtNetwork(host, guest)),
        uuid,
        template: mark.template,
        cpu,
        memoryMiB,
        diskGiB: mark.diskGiB,
        diskUsedMiB: Math.ceil(bytes / 1024 ** 2),
        createdAt: mark.createdAt,
        note: mark.note,
        acceleration: type === "kvm" ? "kvm" : "emulation",
      } as const;
    },
  });
