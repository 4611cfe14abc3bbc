import { randomUUID } from "node:crypto";
import type { InputOf } from "../../../protocol/action.ts";
import { vmRestore } from "../../../protocol/actions/vm-backup.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner, type Job, type OpenPlan } from "../../runner.ts";
import { planGuest } from "../vm/existing.ts";
import { lookUp } from "../vm/facts.ts";
import { exists, guestFiles } from "../vm/folder.ts";
import type { VmHost } from "../vm/host.ts";
import { readImage } from "../vm/image.ts";
import { isOn } from "../vm/power.ts";
import { fetchStep } from "./fetch.ts";
import { type RestorePlan, restorePlanSchema, told } from "./plan.ts";
import { againStep, offStep } from "./power.ts";
import { roomFor, templateOf } from "./room.ts";
import { choose, lookBefore, shelfOf, turnOf } from "./shelf.ts";
import { swapStep, tidyStep } from "./swap.ts";

/**
 * Puts a backup in the place of a guest's disk. All of it is fetched before anything changes; the old disk stays beside
 * the new one until the guest runs again, and everything before that is taken back.
 */
export const restoreRunner = (host: VmHost): AnyRunner =>
  defineRunner({
    action: vmRestore,
    prepare: ({ name }, job) => lookBefore(host, name, job),
    facts: (input, job, openPlans) => lookUp(host, input.name, job, openPlans),
    plan: (input, job, openPlans) => planRestore(host, input, job, openPlans),
    planSchema: restorePlanSchema,
    steps: {
      fetch: fetchStep(host),
      stop: offStep(host),
      swap: swapStep(host),
      start: againStep(host),
      tidy: tidyStep(host),
    },
    pointOfNoReturn: "start",
    cancelledLate: "carryOn",
    result: async (plan) => ({
      ...{ name: plan.name, host: host.name, running: await isOn(host, plan) },
      backup: told({ ...plan.backup, guest: plan.backup.earlier ? "" : plan.uuid }, plan.uuid),
    }),
  });

/**
 * Refused, beside what planGuest and choose refuse: backup.host_busy, backup.larger, backup.no_room,
 * backup.template_gone.
 */
async function planRestore(
  host: VmHost,
  input: InputOf<typeof vmRestore>,
  job: Job,
  openPlans: readonly OpenPlan[],
): Promise<Outcome<RestorePlan>> {
  const planned = await planGuest(host, input.name, "any", job, openPlans);
  if (!planned.ok) return planned;
  const shelf = await shelfOf(host, input.name, job);
  if (!shelf.ok) return shelf;
  const turn = turnOf(host, job, openPlans);
  if (!turn.ok) return turn;
  const chosen = choose(shelf.value.backups, input);
  if (!chosen.ok) return chosen;
  const { image, id, takenAt, bytes: size, usedMiB, guest } = chosen.value;
  const { uuid, name } = planned.value;
  const { bytes } = await readImage(host.exec, guestFiles(host.config.disks, uuid).overlay);
  if (size > bytes) {
    const gib = 1024 ** 3;
    return refused(refuse("backup.larger", { name, backup: Math.ceil(size / gib), disk: Math.floor(bytes / gib) }));
  }
  const template = await templateOf(host, planned.value);
  if (template === undefined || !(await exists(template))) return refused(refuse("backup.template_gone", { name }));
  const room = await roomFor(host, usedMiB * 1024 ** 2);
  if (!room.ok) return room;
  const backup = { image, id, takenAt, bytes: size, usedMiB, earlier: guest !== uuid };
  return accepted({ ...planned.value, token: randomUUID(), template, bytes, backup });
}
