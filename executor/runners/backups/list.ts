import { z } from "zod";
import { backupSchema, vmBackups } from "../../../protocol/actions/vm-backup.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { lookUp } from "../vm/facts.ts";
import type { VmHost } from "../vm/host.ts";
import { planLook } from "../vm/look.ts";
import { guestPlanSchema } from "../vm/plan.ts";
import { told } from "./plan.ts";
import { choose, lookBefore, shelfOf } from "./shelf.ts";

const planSchema = guestPlanSchema.extend({
  backups: z.array(backupSchema),
  chosen: backupSchema.nullable(),
  asked: z.boolean(),
});

/** Tells the backups of a guest, and which of them one would get back. */
export const backupsRunner = (host: VmHost): AnyRunner =>
  defineRunner({
    action: vmBackups,
    prepare: ({ name }, job) => lookBefore(host, name, job),
    facts: (input, job, openPlans) => lookUp(host, input.name, job, openPlans),
    plan: async (input, job, openPlans) => {
      const planned = await planLook(host, input.name, job, openPlans);
      if (!planned.ok) return planned;
      const shelf = await shelfOf(host, input.name, job);
      if (!shelf.ok) return shelf;
      const { uuid } = planned.value;
      const chosen = choose(shelf.value.backups, input);
      if (!chosen.ok && input.ask) return chosen;
      return accepted({
        ...planned.value,
        backups: shelf.value.backups.map((one) => told(one, uuid)),
        chosen: chosen.ok ? told(chosen.value, uuid) : null,
        asked: input.ask,
      });
    },
    planSchema,
    steps: {},
    result: async ({ name, backups, chosen, asked, boot }) => ({
      ...{ name, backups, chosen, asked },
      host: host.name,
      running: boot !== null,
    }),
  });
