import { vmCreate } from "../protocol/actions/vm.ts";
import { findAction } from "../protocol/catalogue.ts";
import { personSchema } from "../protocol/messages.ts";
import { accepted, type Outcome, refuse, refused } from "../protocol/refusal.ts";
import type { HostFacts, PersonFacts, Question, Target, Use } from "./facts.ts";
import { diskWithoutApprovalGiB, hostFreePercent, type Limits, limitsOf } from "./limits.ts";
import type { Permission } from "./permissions.ts";

/** A host's disk as the policies count it, in MiB. */
export type HostState = {
  readonly stopped: boolean;
  readonly diskTotalMiB: number;
  readonly diskFreeMiB: number;
  readonly diskPromisedMiB: number;
  readonly diskRequestMiB: number;
  readonly freePercent: number;
};

/** The context of the Cedar policies (policies/cedar/schema.cedarschema), all numbers whole. */
export type Circumstances = {
  readonly approved: boolean;
  readonly use: Limits;
  readonly request: Limits;
  readonly limits: Limits;
  readonly diskWithoutApprovalGiB: number;
  readonly host?: HostState;
};

export const noAmount: Limits = { guests: 0, cpus: 0, memoryMiB: 0, diskGiB: 0 };

/** Larger than anything real, and small enough that no sum or product of the policies overflows 64 bits. */
const countless = 2 ** 40;

/** A cost as a whole number, rounded up. What cannot be counted counts as more than anyone may have. */
const cost = (value: number): number => (value >= 0 ? Math.min(Math.ceil(value), countless) : countless);
/** A stock as a whole number, rounded down. What cannot be counted counts as nothing. */
const stock = (value: number): number => (value > 0 ? Math.min(Math.floor(value), countless) : 0);

/**
 * What an action would take from its owner's limits. Starting a guest that runs takes nothing more.
 * Refused with input.invalid where the input is not the action's own.
 */
export function requestOf(action: Permission, input: unknown, target: Target | undefined): Outcome<Limits> {
  if (action === "vm.create") {
    const read = vmCreate.input.safeParse(input);
    if (!read.success) return invalid(read.error.issues[0]?.path);
    const { cpu, memoryMiB, diskGiB } = read.data;
    return accepted({ guests: 1, cpus: cpu, memoryMiB, diskGiB });
  }
  const read = findAction(action)?.input.safeParse(input);
  if (read?.success === false) return invalid(read.error.issues[0]?.path);
  if ((action === "vm.start" || action === "vm.restart") && target?.running === false)
    return accepted({ ...noAmount, cpus: cost(target.cpu), memoryMiB: cost(target.memoryMiB) });
  return accepted(noAmount);
}

const invalid = (path: readonly PropertyKey[] = []) =>
  refused(refuse("input.invalid", { field: path.map(String).join(".").slice(0, 200) }));

/** Everything that the policies count, from what was looked up. */
export function circumstancesOf(question: Question, request: Limits): Circumstances {
  const { person, use, host } = question;
  return {
    approved: false,
    use: useOf(use),
    request,
    limits: limitsOf(person?.roles ?? []),
    diskWithoutApprovalGiB,
    ...(host === undefined ? {} : { host: hostStateOf(host, request.diskGiB) }),
  };
}

const useOf = (use: Use): Limits => ({
  guests: cost(use.guests),
  cpus: cost(use.runningCpus),
  memoryMiB: cost(use.runningMemoryMiB),
  diskGiB: cost(use.diskGiB),
});

function hostStateOf(host: HostFacts, diskGiB: number): HostState {
  return {
    stopped: host.stopped,
    diskTotalMiB: cost(host.diskTotalGiB * 1024),
    diskFreeMiB: stock(host.diskFreeGiB * 1024),
    diskPromisedMiB: cost(host.committedGiB * 1024),
    diskRequestMiB: cost(diskGiB * 1024 * growthOf(host)),
    freePercent: hostFreePercent,
  };
}

/** The host's growth factor; whatever is not one counts as 1. */
export const growthOf = ({ growth = 1 }: HostFacts): number => (growth >= 0 && growth <= 1 ? growth : 1);

/** The person as an entity's attributes; one whose name or uid can be nobody's account has no roles. */
export function principalOf(person: PersonFacts | undefined): { name: string; uid: number; roles: readonly string[] } {
  const read = personSchema.safeParse({ name: person?.name, uid: person?.uid });
  return read.success ? { ...read.data, roles: person?.roles ?? [] } : { name: "", uid: 0, roles: [] };
}

/** The owner as an attribute of the guest; none where there is no guest or its owner can be nobody's account. */
export function ownerOf(target: Target | undefined): { owner?: { name: string; uid: number } } {
  const read = personSchema.safeParse({ name: target?.owner.name, uid: target?.owner.uid });
  return read.success ? { owner: read.data } : {};
}
