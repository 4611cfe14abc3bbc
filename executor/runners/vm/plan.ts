import { z } from "zod";
import { vmCreate, vmIp, vmRestart, vmShow, vmStart } from "../../../protocol/actions/vm.ts";
import { vmBackups, vmRestore } from "../../../protocol/actions/vm-backup.ts";
import { vmDisk } from "../../../protocol/actions/vm-disk.ts";
import { vmWhy } from "../../../protocol/actions/vm-why.ts";
import { personSchema } from "../../../protocol/messages.ts";
import type { OpenPlan } from "../../runner.ts";

/** What every plan of /vm says about its guest; the journal keeps it. */
export const guestPlanSchema = z.strictObject({
  uuid: z.uuid(),
  /** As its owner calls it. */
  name: z.string(),
  hostName: z.string(),
  owner: personSchema,
  mac: z.string(),
  cpu: z.int(),
  memoryMiB: z.int(),
  /**
   * Which run of the guest this is about (power.ts, bootOf): the one to end, so that a later one is left alone.
   * null: it was off.
   */
  boot: z.string().nullable(),
});
export type GuestPlan = z.infer<typeof guestPlanSchema>;

export const createPlanSchema = guestPlanSchema.extend({
  template: z.strictObject({ name: z.string(), path: z.string() }),
  diskGiB: z.int(),
  note: z.string().nullable(),
  /** Milliseconds since 1970. */
  createdAt: z.int(),
  type: z.enum(["kvm", "qemu"]),
  /** The address to ask for; another is taken where somebody outside Shisa was quicker. */
  address: z.ipv4(),
  /** `type base64` each. */
  keys: z.array(z.string()),
});
export type CreatePlan = z.infer<typeof createPlanSchema>;

/** Sizes in GiB: what the disk was, and what it is to be. */
export const diskPlanSchema = guestPlanSchema.extend({ before: z.int(), diskGiB: z.int() });
export type DiskPlan = z.infer<typeof diskPlanSchema>;

/** The plan of a job under way, as far as others have to know it. */
export interface OpenGuest {
  readonly grant: string;
  readonly uuid: string;
  readonly mac: string;
  readonly hostName: string;
  /** It will run when the job is done. */
  readonly starts: boolean;
  /** What is being made, where the job makes a guest. */
  readonly made: CreatePlan | undefined;
  /** How large its disk will be, in GiB, where the job makes or grows it. */
  readonly diskGiB: number | undefined;
  readonly plan: GuestPlan;
}

/** What all plans about guests have in common; a verb's own may say more. */
const aboutGuest = z.object(guestPlanSchema.shape);

const looking: ReadonlySet<string> = new Set([vmShow.name, vmIp.name, vmWhy.name, vmBackups.name]);
const starting: ReadonlySet<string> = new Set([vmCreate.name, vmStart.name, vmRestart.name]);

/** The open plans that do something with guests, the asking job's own left out. */
export function openGuests(openPlans: readonly OpenPlan[], grant: string): readonly OpenGuest[] {
  return openPlans.flatMap((open) => {
    const isAbout = open.action.startsWith("vm.") && !looking.has(open.action);
    if (open.grant === grant || !isAbout) return [];
    const made = open.action === vmCreate.name ? createPlanSchema.parse(open.plan) : undefined;
    const grown = open.action === vmDisk.name ? diskPlanSchema.parse(open.plan) : undefined;
    const plan = made ?? grown ?? aboutGuest.parse(open.plan);
    const { uuid, mac, hostName } = plan;
    const diskGiB = (made ?? grown)?.diskGiB;
    const starts = starting.has(open.action) || (open.action === vmRestore.name && plan.boot !== null);
    return [{ grant: open.grant, uuid, mac, hostName, starts, made, diskGiB, plan }];
  });
}
