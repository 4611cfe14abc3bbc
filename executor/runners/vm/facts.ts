import { statfs } from "node:fs/promises";
import type { HostFacts } from "../../../policies/facts.ts";
import type { Person } from "../../../protocol/messages.ts";
import type { Domain } from "../../libvirt/domains.ts";
import { isOwner, type Mark } from "../../libvirt/mark.ts";
import { isActive } from "../../libvirt/state.ts";
import type { Facts, Job, OpenPlan } from "../../runner.ts";
import { isStopped } from "../../stop.ts";
import { allocated, guestFiles } from "./folder.ts";
import type { VmHost } from "./host.ts";
import { type OpenGuest, openGuests } from "./plan.ts";
import { useOf } from "./use.ts";

const gib = 1024 ** 3;

/** A domain that Shisa made. */
export interface Guest extends Domain {
  readonly mark: Mark;
}

export const isGuest = (domain: Domain): domain is Guest => domain.mark !== undefined;

/** A person's own guest by the name they gave it. */
export function findGuest(domains: readonly Domain[], person: Person, name: string): Guest | undefined {
  return domains.filter(isGuest).find(({ mark }) => mark.name === name && isOwner(mark, person));
}

/** All domains, as they were when this job's facts were looked up: facts and plan share one look. */
export interface Look {
  readonly domains: readonly Domain[];
  readonly open: readonly OpenGuest[];
}

const looks = new WeakMap<Job, Look>();

/** What decide() needs about one of the person's guests, or about one of that name that is to be made. */
export async function lookUp(host: VmHost, name: string, job: Job, openPlans: readonly OpenPlan[]): Promise<Facts> {
  const domains = await host.domains.list();
  const open = openGuests(openPlans, job.grant);
  looks.set(job, { domains, open });
  const guest = findGuest(domains, job.person, name);
  return {
    target:
      guest === undefined
        ? undefined
        : {
            name,
            owner: guest.mark.owner,
            running: isActive(guest.state),
            cpu: guest.cpu,
            memoryMiB: guest.memoryMiB,
            diskGiB: guest.mark.diskGiB,
          },
    use: useOf(job.person, domains, open),
    host: await hostFacts(host, domains, open),
  };
}

/** What decide() needs about the host alone, for what is about no guest. */
export async function lookAtHost(host: VmHost, job: Job, openPlans: readonly OpenPlan[]): Promise<Facts> {
  const domains = await host.domains.list();
  const open = openGuests(openPlans, job.grant);
  return {
    target: undefined,
    use: useOf(job.person, domains, open),
    host: await hostFacts(host, domains, open),
  };
}

/** What `lookUp` saw for this job. */
export async function lookOf(host: VmHost, job: Job, openPlans: readonly OpenPlan[]): Promise<Look> {
  return looks.get(job) ?? { domains: await host.domains.list(), open: openGuests(openPlans, job.grant) };
}

/** The disks' file system, and what all overlays there may still grow by. */
async function hostFacts(host: VmHost, domains: readonly Domain[], open: readonly OpenGuest[]): Promise<HostFacts> {
  const { disks, diskGrowth } = host.config;
  const sizes = new Map(domains.filter(isGuest).map(({ uuid, mark }) => [uuid, mark.diskGiB]));
  for (const { uuid, diskGiB } of open) {
    if (diskGiB !== undefined) sizes.set(uuid, Math.max(diskGiB, sizes.get(uuid) ?? 0));
  }
  const growths = [...sizes].map(async ([uuid, size]) =>
    Math.max(0, size - (await allocated(guestFiles(disks, uuid).overlay)) / gib),
  );
  const { bsize, blocks, bavail } = await statfs(disks);
  const growth = (await Promise.all(growths)).reduce((total, each) => total + each, 0);
  return {
    name: host.name,
    stopped: isStopped(host.stopFile),
    diskTotalGiB: (blocks * bsize) / gib,
    diskFreeGiB: (bavail * bsize) / gib,
    committedGiB: growth * diskGrowth,
    growth: diskGrowth,
  };
}
