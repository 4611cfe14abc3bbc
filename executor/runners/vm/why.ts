import { z } from "zod";
import type { Decider } from "../../../policies/decide.ts";
import { type Finding, findingSchema, vmWhy, whyChecks } from "../../../protocol/actions/vm-why.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { isActive } from "../../libvirt/state.ts";
import { type AnyRunner, defineRunner, type Facts, type Job } from "../../runner.ts";
import { planOf } from "./existing.ts";
import { findGuest, lookOf, lookUp } from "./facts.ts";
import type { VmHost } from "./host.ts";
import { guestOf } from "./look.ts";
import { guestPlanSchema } from "./plan.ts";
import { sshLine } from "./reach.ts";
import { lookAtNetwork } from "./why/network.ts";
import { lookAtStart } from "./why/start.ts";
import { lookAtState } from "./why/state.ts";

const found = findingSchema.omit({ about: true });
const planSchema = guestPlanSchema.extend({
  busy: z.boolean(),
  start: z.strictObject({ limits: found, host: found, approvers: z.array(z.string()) }),
});

/** Looks at everything that a guest needs to answer, one after the other; changes nothing. */
export function whyRunner(host: VmHost, decide: Decider["decide"]): AnyRunner {
  const facts = new WeakMap<Job, Facts>();
  return defineRunner<typeof vmWhy, z.infer<typeof planSchema>>({
    action: vmWhy,
    facts: async (input, job, openPlans) => {
      const looked = await lookUp(host, input.name, job, openPlans);
      facts.set(job, looked);
      return looked;
    },
    plan: async ({ name }, job, openPlans) => {
      const { domains, open } = await lookOf(host, job, openPlans);
      const guest = findGuest(domains, job.person, name);
      if (guest === undefined) return refused(refuse("guest.unknown", { name }));
      const looked = facts.get(job) ?? (await lookUp(host, name, job, openPlans));
      const { limits, host: ready, approvers } = lookAtStart(decide, name, job, looked);
      const busy = open.some(({ uuid }) => uuid === guest.uuid);
      return accepted({
        ...(await planOf(host, guest)),
        busy,
        start: { limits, host: ready, approvers: [...approvers] },
      });
    },
    planSchema,
    steps: {},
    result: async (plan, job) => {
      const guest = await guestOf(host, plan);
      const runs = isActive(guest.state);
      const [state, network] = await Promise.all([
        lookAtState(host, guest, plan.busy),
        lookAtNetwork(host, guest, runs, job.signal),
      ]);
      const { name, uid } = plan.owner;
      const looked: Readonly<Record<Finding["about"], Omit<Finding, "about">>> = {
        owner: { found: "ok", code: "why.yours", numbers: { name, uid } },
        state,
        limits: plan.start.limits,
        host: plan.start.host,
        reservation: network.reservation,
        lease: network.lease,
        answer: network.answer,
      };
      return {
        name: plan.name,
        host: host.name,
        state: guest.state,
        findings: whyChecks.map((about) => ({ about, ...looked[about] })),
        ssh: network.address === undefined ? null : sshLine(host, plan.owner.name, network.address),
        approvers: plan.start.approvers,
      };
    },
  });
}
