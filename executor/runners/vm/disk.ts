import type { InputOf } from "../../../protocol/action.ts";
import { vmDisk } from "../../../protocol/actions/vm-disk.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { writeMark } from "../../libvirt/remark.ts";
import { isNotRunning } from "../../libvirt/virsh.ts";
import { type AnyRunner, defineRunner, type Job, type OpenPlan, type Step, StepFailure } from "../../runner.ts";
import { planGuest } from "./existing.ts";
import { lookUp } from "./facts.ts";
import { guestFiles } from "./folder.ts";
import type { VmHost } from "./host.ts";
import { readImage } from "./image.ts";
import { type DiskPlan, diskPlanSchema } from "./plan.ts";
import { isOn, ownDomain, untilQuiet } from "./power.ts";

const gib = 1024 ** 3;

/**
 * Makes a guest's disk larger. What the guest holds is written down first and the disk grown after, because a disk is
 * never made smaller: so nobody ever has more than is counted, and the first step alone can be taken back.
 */
export const diskRunner = (host: VmHost): AnyRunner =>
  defineRunner({
    action: vmDisk,
    facts: (input, job, openPlans) => lookUp(host, input.name, job, openPlans),
    plan: (input, job, openPlans) => planDisk(host, input, job, openPlans),
    planSchema: diskPlanSchema,
    steps: { record: recordStep(host), grow: growStep(host) },
    pointOfNoReturn: "grow",
    cancelledLate: "carryOn",
    result: async (plan) => ({
      ...{ name: plan.name, host: host.name, diskGiB: plan.diskGiB, before: plan.before },
      running: await isOn(host, plan),
    }),
  });

/** Refused, beside what planGuest refuses: disk.not_larger. */
async function planDisk(
  host: VmHost,
  { name, diskGiB }: InputOf<typeof vmDisk>,
  job: Job,
  openPlans: readonly OpenPlan[],
): Promise<Outcome<DiskPlan>> {
  const planned = await planGuest(host, name, "any", job, openPlans);
  if (!planned.ok) return planned;
  const before = (await ownDomain(host, planned.value))?.mark?.diskGiB ?? 0;
  const { bytes } = await readImage(host.exec, guestFiles(host.config.disks, planned.value.uuid).overlay);
  const now = Math.max(before, Math.ceil(bytes / gib));
  if (diskGiB <= now) return refused(refuse("disk.not_larger", { request: diskGiB, now }));
  return accepted({ ...planned.value, before, diskGiB });
}

/** Says in the guest's mark how large its disk is. */
function recordStep(host: VmHost): Step<DiskPlan> {
  async function record(plan: DiskPlan, diskGiB: number): Promise<void> {
    const domain = await ownDomain(host, plan);
    if (domain?.mark === undefined) throw new StepFailure("step.failed", `${plan.hostName} is gone`);
    await writeMark(host.virsh, { ...domain.mark, diskGiB }, domain.active);
  }
  return {
    do: (plan) => record(plan, plan.diskGiB),
    // What libvirt had begun may have grown the disk after all: then the mark says so.
    undo: (plan) =>
      untilQuiet(host, async () => record(plan, (await isGrown(host, plan)) ? plan.diskGiB : plan.before)),
    probe: async (plan) => (await ownDomain(host, plan))?.mark?.diskGiB === plan.diskGiB,
  };
}

function growStep(host: VmHost): Step<DiskPlan> {
  return {
    async do(plan, { signal }) {
      if (await isGrown(host, plan)) return;
      if (!(await isOn(host, plan))) return growImage(host, plan, signal);
      const { overlay } = guestFiles(host.config.disks, plan.uuid);
      await host.virsh
        .run(["blockresize", plan.uuid, overlay, `${plan.diskGiB}G`], { act: "growing the guest's disk", signal })
        .catch((error: unknown) => {
          if (!isNotRunning(error)) throw error;
          return growImage(host, plan, signal);
        });
    },
    undo: async () => undefined,
    probe: (plan) => isGrown(host, plan),
  };
}

/** qemu-img locks the image: were the guest started meanwhile, it would fail and change nothing. */
async function growImage(host: VmHost, { uuid, diskGiB }: DiskPlan, signal: AbortSignal): Promise<void> {
  const { overlay } = guestFiles(host.config.disks, uuid);
  const ran = await host.exec.run("qemu-img", ["resize", "-q", "-f", "qcow2", overlay, `${diskGiB}G`], {
    timeoutMs: 60_000,
    maxOutput: 64 * 1024,
    signal,
  });
  if (ran.exitCode !== 0) throw new Error(`growing the disk: qemu-img said: ${ran.stderr.trim().slice(0, 500)}`);
}

const isGrown = async (host: VmHost, { uuid, diskGiB }: DiskPlan): Promise<boolean> =>
  (await readImage(host.exec, guestFiles(host.config.disks, uuid).overlay)).bytes >= diskGiB * gib;
