import type { Role } from "../protocol/messages.ts";
import type { OwnLimits } from "../protocol/order.ts";
import { type Numbers, policyFolder, readNumbers } from "./numbers.ts";

/**
 * What one person may hold on a host. cpus and memoryMiB count running guests only, guests and diskGiB all of them; gpus
 * is what jobs of the whole cluster may use at once.
 */
export type Limits = Readonly<Record<"guests" | "cpus" | "memoryMiB" | "diskGiB" | "gpus", number>>;

const { student, staff, admin, hostFreePercent: freePercent }: Numbers = readNumbers(policyFolder());

/** How much of a host's disk stays free, in percent of all of it. */
export const hostFreePercent = freePercent;
/** As the policies have them that this program was started with. */
export const limits: Readonly<Record<Role, Limits>> = { student, staff, admin };

/** What a new guest gets where nothing else is said. */
export const guestDefaults = { cpu: 1, memoryMiB: 1024, diskGiB: 10 } as const;

/** The smallest guest that can be asked for; the catalogue's own bounds, which a test compares. */
export const guestMinimum = { cpu: 1, memoryMiB: 128, diskGiB: 1 } as const;

/**
 * Public keys that one person may give, how many bytes may come at once, and the shortest RSA key in bits
 * (NIST SP 800-57: 3072 is as strong as AES-128).
 */
export const keyLimits = { keys: 10, bytes: 16 * 1024, rsaBits: 3_072 } as const;

/** The largest file that is taken as a template, in GiB. */
export const templateMaxGiB = 64;

/**
 * Backups of guests' disks: all of the first days are kept, then the newest of each week, for so many weeks. One person
 * may have so many, and make so many of one guest within 24 hours; a disk larger than maxGiB is not copied.
 */
export const backupLimits = { days: 7, weeks: 4, perPerson: 60, perGuestADay: 4, maxGiB: 500 } as const;

/** Jobs of one person on one executor; one more is refused with queue.full. */
export const jobsPerPerson = { running: 2, waiting: 5 } as const;

const none: Limits = { guests: 0, cpus: 0, memoryMiB: 0, diskGiB: 0, gpus: 0 };

/**
 * The best of each number over all the roles that a person has, with the person's own in their place where there are
 * any; nothing for somebody without a role, whatever was ordered for them.
 * @param of what each role has; the limits in force unless others are given
 */
export function limitsOf(
  roles: readonly Role[],
  own: OwnLimits = {},
  of: Readonly<Record<Role, Limits>> = limits,
): Limits {
  if (roles.length === 0) return none;
  const best = roles.reduce<Limits>((most, role) => {
    const more = of[role];
    return {
      guests: Math.max(most.guests, more.guests),
      cpus: Math.max(most.cpus, more.cpus),
      memoryMiB: Math.max(most.memoryMiB, more.memoryMiB),
      diskGiB: Math.max(most.diskGiB, more.diskGiB),
      gpus: Math.max(most.gpus, more.gpus),
    };
  }, none);
  const { guests, cpus, memoryMiB, diskGiB, gpus } = own;
  return {
    guests: guests ?? best.guests,
    cpus: cpus ?? best.cpus,
    memoryMiB: memoryMiB ?? best.memoryMiB,
    diskGiB: diskGiB ?? best.diskGiB,
    gpus: gpus ?? best.gpus,
  };
}
