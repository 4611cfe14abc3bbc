import type { z } from "zod";
import type { vmBackups } from "../../../protocol/actions/vm-backup.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { lookAtShelf, type Shelf, type Shelved } from "../../backups/shelf.ts";
import { type Job, type OpenPlan, StepFailure } from "../../runner.ts";
import type { Backups, VmHost } from "../vm/host.ts";

/** What each job found in the pool before its turn to plan came: nobody waits for a Ceph that does not answer. */
const seen = new WeakMap<Job, Outcome<Shelf>>();

export async function lookBefore(host: VmHost, name: string, job: Job): Promise<void> {
  seen.set(job, await lookNow(host, name, job));
}

/** Refused: backup.not_here, backup.no_ceph, backup.pool. */
export const shelfOf = async (host: VmHost, name: string, job: Job): Promise<Outcome<Shelf>> =>
  seen.get(job) ?? (await lookNow(host, name, job));

/** Looks into the pool now. */
export async function lookNow(host: VmHost, name: string, job: Job): Promise<Outcome<Shelf>> {
  if (host.backups === undefined) return refused(refuse("backup.not_here", { host: host.name }));
  try {
    return accepted(await lookAtShelf(host.backups.glance, job.person, name));
  } catch (error) {
    if (error instanceof StepFailure) return refused(refuse(error.code, { host: host.name }));
    throw error;
  }
}

/** The pool of a job that was planned; a host that has lost it since says so. */
export function poolOf({ backups, name }: VmHost): Backups["pool"] {
  if (backups === undefined) throw new StepFailure("step.failed", `${name} has no pool for backups any more`);
  return backups.pool;
}

const busy: ReadonlySet<string> = new Set(["vm.backup", "vm.restore"]);

/** Refused with backup.host_busy while as many as this host does at once are under way. */
export function turnOf(host: VmHost, job: Job, openPlans: readonly OpenPlan[]): Outcome<true> {
  const others = openPlans.filter(({ grant, action }) => grant !== job.grant && busy.has(action)).length;
  return others < (host.backups?.atOnce ?? 1)
    ? accepted(true)
    : refused(refuse("backup.host_busy", { host: host.name, others }));
}

type Which = Pick<z.infer<typeof vmBackups.input>, "name" | "id" | "asOf">;

/** Which of them is meant: the newest where nothing is said. Refused: backup.none, backup.unknown, backup.none_then. */
export function choose(backups: readonly Shelved[], { name, id, asOf }: Which): Outcome<Shelved> {
  const [newest] = backups;
  if (newest === undefined) return refused(refuse("backup.none", { name }));
  if (id !== undefined) {
    const found = backups.find((one) => one.id === id);
    return found === undefined ? refused(refuse("backup.unknown", { name, id })) : accepted(found);
  }
  const found = asOf === undefined ? newest : backups.find(({ takenAt }) => takenAt <= asOf);
  const oldest = backups.at(-1)?.takenAt ?? 0;
  return found === undefined ? refused(refuse("backup.none_then", { name, oldest })) : accepted(found);
}
