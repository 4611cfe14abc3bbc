import type { Role } from "../protocol/messages.ts";
import type { OwnLimits } from "../protocol/order.ts";

/** What one person may hold on a host. cpus and memoryMiB count running guests only, guests and diskGiB all of them. */
export type Limits = Readonly<Record<"guests" | "cpus" | "memoryMiB" | "diskGiB", number>>;

export const limits: Readonly<Record<Role, Limits>> = {
  student: { guests: 4, cpus: 4, memoryMiB: 8 * 1024, diskGiB: 60 },
  staff: { guests: 20, cpus: 32, memoryMiB: 64 * 1024, diskGiB: 1024 },
  admin: { guests: 40, cpus: 64, memoryMiB: 128 * 1024, diskGiB: 2048 },
};

/** What a new guest gets where nothing else is said. */
export const guestDefaults = { cpu: 1, memoryMiB: 1024, diskGiB: 10 } as const;

/** The smallest guest that can be asked for; the catalogue's own bounds, which a test compares. */
export const guestMinimum = { cpu: 1, memoryMiB: 128, diskGiB: 1 } as const;

/** The largest disk, in GiB, that needs nobody's approval. */
export const diskWithoutApprovalGiB = guestDefaults.diskGiB;

/**
 * Public keys that one person may give, how many bytes may come at once, and the shortest RSA key in bits
 * (NIST SP 800-57: 3072 is as strong as AES-128).
 */
export const keyLimits = { keys: 10, bytes: 16 * 1024, rsaBits: 3_072 } as const;

/** How much of a host's disk stays free, in percent of all of it. */
export const hostFreePercent = 15;

/** Jobs of one person on one executor; one more is refused with queue.full. */
export const jobsPerPerson = { running: 2, waiting: 5 } as const;

const none: Limits = { guests: 0, cpus: 0, memoryMiB: 0, diskGiB: 0 };

/**
 * The best of each number over all the roles that a person has, with the person's own in their place where there are
 * any; nothing for somebody without a role, whatever was ordered for them.
 */
export function limitsOf(roles: readonly Role[], own: OwnLimits = {}): Limits {
  if (roles.length === 0) return none;
  const best = roles.reduce<Limits>((most, role) => {
    const more = limits[role];
    return {
      guests: Math.max(most.guests, more.guests),
      cpus: Math.max(most.cpus, more.cpus),
      memoryMiB: Math.max(most.memoryMiB, more.memoryMiB),
      diskGiB: Math.max(most.diskGiB, more.diskGiB),
    };
  }, none);
  const { guests, cpus, memoryMiB, diskGiB } = own;
  return {
    guests: guests ?? best.guests,
    cpus: cpus ?? best.cpus,
    memoryMiB: memoryMiB ?? best.memoryMiB,
    diskGiB: diskGiB ?? best.diskGiB,
  };
}
