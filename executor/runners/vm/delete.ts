import { sep } from "node:path";
import { vmDelete } from "../../../protocol/actions/vm.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { isNoDomain } from "../../libvirt/virsh.ts";
import { type AnyRunner, defineRunner, type Job, type OpenPlan, type Step } from "../../runner.ts";
import { planGuest } from "./existing.ts";
import { lookOf, lookUp } from "./facts.ts";
import { exists, guestFiles, removeFolder } from "./folder.ts";
import type { VmHost } from "./host.ts";
import { type GuestPlan, guestPlanSchema } from "./plan.ts";
import { cutPower, isOn, ownDomain } from "./power.ts";
import { releaseStep } from "./release.ts";

/**
 * Removes a guest. Its definition goes last: it says whose the guest is, so whatever may fail before can be tried
 * again by the same command.
 */
export const deleteRunner = (host: VmHost): AnyRunner =>
  defineRunner({
    action: vmDelete,
    facts: (input, job, openPlans) => lookUp(host, input.name, job, openPlans),
    plan: (input, job, openPlans) => planDelete(host, input.name, job, openPlans),
    planSchema: guestPlanSchema,
    steps: {
      destroy: {
        do: (plan) => cutPower(host, plan),
        undo: async () => undefined,
        probe: async (plan) => !(await isOn(host, plan)),
      },
      disk: diskStep(host),
      release: releaseStep(host),
      undefine: undefineStep(host),
    },
    pointOfNoReturn: "destroy",
    cancelledLate: "carryOn",
    result: async ({ name }) => ({ name, host: host.name }),
  });

/** Refused with guest.disk_in_use while another domain has one of its files as a disk. */
async function planDelete(host: VmHost, name: string, job: Job, openPlans: readonly OpenPlan[]) {
  const planned = await planGuest(host, name, "any", job, openPlans);
  if (!planned.ok) return planned;
  const { uuid } = planned.value;
  const inside = guestFiles(host.config.disks, uuid).folder + sep;
  const { domains } = await lookOf(host, job, openPlans);
  const others = domains.filter(
    (domain) => domain.uuid !== uuid && domain.disks.some((path) => path.startsWith(inside)),
  );
  return others.length === 0 ? accepted(planned.value) : refused(refuse("guest.disk_in_use", { name }));
}

function diskStep(host: VmHost): Step<GuestPlan> {
  const files = ({ uuid }: GuestPlan) => guestFiles(host.config.disks, uuid);
  return {
    async do(plan) {
      await ownDomain(host, plan);
      await removeFolder(host.config.disks, files(plan));
    },
    undo: async () => undefined,
    probe: async (plan) => !(await exists(files(plan).folder)),
  };
}

/** A guest that somebody started meanwhile would stay, without a definition, so it is ended first, and again after. */
function undefineStep(host: VmHost): Step<GuestPlan> {
  const argv = ["--managed-save", "--snapshots-metadata", "--nvram"];
  return {
    async do(plan) {
      await cutPower(host, plan);
      if ((await ownDomain(host, plan)) === undefined) return;
      await host.virsh
        .run(["undefine", plan.uuid, ...argv], { act: "removing the guest's definition" })
        .catch((error) => {
          if (!isNoDomain(error)) throw error;
        });
      await cutPower(host, plan);
    },
    undo: async () => undefined,
    probe: async (plan) => (await ownDomain(host, plan)) === undefined,
  };
}
