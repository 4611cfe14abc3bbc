import { backupLimits } from "../../../policies/limits.ts";
import type { InputOf } from "../../../protocol/action.ts";
import { vmBackup } from "../../../protocol/actions/vm-backup.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { imageOf, newId } from "../../backups/names.ts";
import { nextAllowed } from "../../backups/thin.ts";
import { type AnyRunner, defineRunner, type Job, type OpenPlan } from "../../runner.ts";
import { planGuest } from "../vm/existing.ts";
import { lookUp } from "../vm/facts.ts";
import { allocated, guestFiles } from "../vm/folder.ts";
import type { VmHost } from "../vm/host.ts";
import { readImage } from "../vm/image.ts";
import { captureStep } from "./capture.ts";
import { copyStep, imageStep, sealStep } from "./copy.ts";
import { type BackupPlan, backupPlanSchema, told } from "./plan.ts";
import { roomFor, templateOf } from "./room.ts";
import { lookBefore, lookNow, shelfOf, turnOf } from "./shelf.ts";
import { thinStep } from "./thin.ts";

/**
 * Copies a guest's whole disk, its template's part too, to an image of its own in the pool: so it can be put back
 * whatever has become of the template. The image counts as a backup once its record says that it is whole.
 */
export const backupRunner = (host: VmHost): AnyRunner =>
  defineRunner({
    action: vmBackup,
    prepare: ({ name }, job) => lookBefore(host, name, job),
    facts: (input, job, openPlans) => lookUp(host, input.name, job, openPlans),
    plan: (input, job, openPlans) => planBackup(host, input, job, openPlans),
    planSchema: backupPlanSchema,
    steps: {
      image: imageStep(host),
      capture: captureStep(host),
      copy: copyStep(host),
      seal: sealStep(host),
      thin: thinStep(host),
    },
    pointOfNoReturn: "seal",
    cancelledLate: "carryOn",
    result: async (plan, job) => {
      const shelf = await lookNow(host, plan.name, job);
      const backups = shelf.ok ? shelf.value.backups : [];
      const own = backups.find(({ id }) => id === plan.id);
      const { id, takenAt, bytes } = plan;
      const backup = { id, takenAt, bytes, usedMiB: own?.usedMiB ?? 0, guest: plan.uuid };
      return {
        ...{ name: plan.name, host: host.name, backup: told(backup, plan.uuid) },
        ...{ running: plan.boot !== null, kept: Math.max(1, backups.length) },
      };
    },
  });

/**
 * Refused, beside what planGuest refuses: backup.host_busy, backup.too_large, backup.too_many, backup.too_often,
 * backup.no_room, and what shelfOf refuses.
 */
async function planBackup(
  host: VmHost,
  { name }: InputOf<typeof vmBackup>,
  job: Job,
  openPlans: readonly OpenPlan[],
): Promise<Outcome<BackupPlan>> {
  const planned = await planGuest(host, name, "any", job, openPlans);
  if (!planned.ok) return planned;
  const shelf = await shelfOf(host, name, job);
  if (!shelf.ok) return shelf;
  const turn = turnOf(host, job, openPlans);
  if (!turn.ok) return turn;
  const { overlay } = guestFiles(host.config.disks, planned.value.uuid);
  const { bytes } = await readImage(host.exec, overlay);
  if (bytes === 0) throw new Error(`looking at the disk of ${planned.value.hostName}: it is no qcow2 image`);
  const diskGiB = Math.ceil(bytes / 1024 ** 3);
  if (diskGiB > backupLimits.maxGiB)
    return refused(refuse("backup.too_large", { disk: diskGiB, limit: backupLimits.maxGiB }));
  if (shelf.value.ofPerson >= backupLimits.perPerson)
    return refused(refuse("backup.too_many", { limit: backupLimits.perPerson }));
  const takenAt = job.now();
  const next = nextAllowed(shelf.value.backups, takenAt);
  if (next !== undefined) return refused(refuse("backup.too_often", { limit: backupLimits.perGuestADay, next }));
  if (planned.value.boot !== null) {
    // A running guest's disk is caught in a file beside it first.
    const template = await templateOf(host, planned.value);
    const needed = (await allocated(overlay)) + (template === undefined ? 0 : await allocated(template));
    const room = await roomFor(host, needed);
    if (!room.ok) return room;
  }
  const id = newId(takenAt);
  return accepted({ ...planned.value, id, image: imageOf(job.person, name, id), takenAt, bytes });
}
