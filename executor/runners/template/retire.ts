import { z } from "zod";
import { templateRetire } from "../../../protocol/actions/templates.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { isGuest, lookAtHost } from "../vm/facts.ts";
import { exists } from "../vm/folder.ts";
import type { VmHost } from "../vm/host.ts";
import { move, retiredOf } from "./shelf.ts";

/** `description`: the path of its NAME.json. */
const planSchema = z.strictObject({ name: z.string(), description: z.string() });

/** Offers a template no more. Its image is not touched: every guest made from it reads it for as long as it lives. */
export const retireTemplateRunner = (host: VmHost): AnyRunner =>
  defineRunner({
    action: templateRetire,
    facts: (_input, job, openPlans) => lookAtHost(host, job, openPlans),
    plan: async ({ name }) => {
      const template = await host.templates.find(name);
      if (template !== undefined) return accepted({ name, description: template.path.replace(/\.qcow2$/, ".json") });
      const near = (await host.templates.near(name)).join(",");
      return refused(refuse("template.unknown", { typed: name, ...(near === "" ? {} : { near }) }));
    },
    planSchema,
    steps: {
      retire: {
        do: ({ description }) => move(host.config.templates, description, retiredOf(description)),
        undo: async ({ description }) => {
          if (await exists(description)) return;
          await move(host.config.templates, retiredOf(description), description);
        },
        probe: async ({ description }) => !(await exists(description)),
      },
    },
    pointOfNoReturn: "retire",
    cancelledLate: "carryOn",
    result: async ({ name }) => {
      const domains = await host.domains.list();
      const guests = domains.filter(isGuest).filter(({ mark }) => mark.template.toLowerCase() === name);
      return { name, host: host.name, guests: guests.length };
    },
  });
