import type { Decision, HostFacts, Question, Target, Use } from "../../policies/facts.ts";
import { noUse } from "../../policies/facts.ts";
import type { Refusal } from "../../protocol/refusal.ts";
import { isFresh, ownGuests } from "./directory.ts";
import { examsNow, ownLimitsOf } from "./orders.ts";
import type { Context, HostView } from "./ports.ts";

/** Refusals that depend on who asks for what, and not on what a host holds. */
const timeless = /^(?:action|person|role|approval|input)\./;

/** What the policies say to something that the bot answers by itself. */
export function localRefusal(context: Context, permission: string): Refusal | undefined {
  const question: Question = {
    action: permission,
    input: {},
    person: context.person,
    target: undefined,
    use: noUse,
    host: undefined,
    at: context.now(),
  };
  const decision = context.policies.decide(question);
  return decision.effect === "allow" ? undefined : decision.refusal;
}

/**
 * What the policies say to a job, from the inventory, and whether the host can be expected to say the same: it cannot
 * where the inventory is older than something that the person's jobs did. The host decides again, by itself.
 */
export function hintedDecision(
  context: Context,
  action: string,
  input: unknown,
  host: string,
  more: Pick<Question, "approval"> = {},
): { readonly decision: Decision; readonly sure: boolean } {
  const view = context.directory.hosts().find((one) => one.host === host);
  const question: Question = {
    action,
    input,
    person: context.person,
    target: view && targetOf(context, view, input),
    use: view === undefined ? noUse : useOf(context, view),
    host: view && hostFacts(view),
    ...orderedFor(context),
    at: context.now(),
    ...more,
  };
  const decision = context.policies.decide(question);
  // Whose a file is, only its host can see.
  if (decision.effect !== "allow" && decision.refusal.code === "file.unknown") return { decision, sure: false };
  const isTimeless = decision.effect !== "allow" && timeless.test(decision.refusal.code);
  return { decision, sure: isTimeless || (view !== undefined && isFresh(context, view)) };
}

/** What orders say about the person, as the bot has heard of them. */
function orderedFor(context: Context): Pick<Question, "ownLimits" | "exams"> {
  const own = ownLimitsOf(context);
  return { exams: examsNow(context), ...(own === undefined ? {} : { ownLimits: own.limits }) };
}

function targetOf(context: Context, view: HostView, input: unknown): Target | undefined {
  const name = typeof input === "object" && input !== null && "name" in input ? input.name : undefined;
  const own = ownGuests(context).find((one) => one.view.host === view.host && one.guest.name === name)?.guest;
  return own && { ...own, running: isRunning(own.state) };
}

const isRunning = (state: string): boolean => state === "running" || state === "paused";

/** What the person holds on one host. CPUs and memory count running guests only. */
export function useOf(context: Context, view: HostView): Use {
  const guests = ownGuests(context)
    .filter((one) => one.view.host === view.host)
    .map(({ guest }) => guest);
  const running = guests.filter((guest) => isRunning(guest.state));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    guests: guests.length,
    runningCpus: sum(running.map((guest) => guest.cpu)),
    runningMemoryMiB: sum(running.map((guest) => guest.memoryMiB)),
    diskGiB: sum(guests.map((guest) => guest.diskGiB)),
  };
}

/** How far overlays grow is the host's own setting: here none of it is counted, so that a hint never says no alone. */
const hostFacts = (view: HostView): HostFacts => ({
  name: view.host,
  stopped: view.inventory.stopped,
  diskTotalGiB: view.inventory.capacity.diskTotalMiB / 1024,
  diskFreeGiB: view.inventory.capacity.diskFreeMiB / 1024,
  committedGiB: 0,
  growth: 0,
});
