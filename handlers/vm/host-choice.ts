import type { Outcome } from "../../protocol/refusal.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { anyHost, hostNamed, silent } from "../kit/directory.ts";
import { nearest } from "../kit/near.ts";
import type { Context, HostView } from "../kit/ports.ts";

interface Wanted {
  readonly template: string;
  readonly memoryMiB: number;
  readonly host: string | undefined;
}

const holds = (view: HostView, template: string) => view.inventory.templates.some(({ name }) => name === template);

/**
 * The host for a new guest: the one that was asked for, else among those that are heard, take changes and hold the
 * template the one with the most room. Refused with host.*, or template.unknown where no host has the template.
 */
export function chooseHost(context: Context, wanted: Wanted): Outcome<HostView> {
  if (wanted.host !== undefined) {
    const named = hostNamed(context, wanted.host);
    if (!named.ok || holds(named.value, wanted.template)) return named;
    return unknownTemplate([named.value], wanted.template);
  }
  const heard = anyHost(context);
  if (!heard.ok) return heard;
  const holding = heard.value.filter((view) => holds(view, wanted.template));
  const [best] = holding
    .filter((view) => !view.inventory.stopped)
    .sort((a, b) => room(b, wanted.memoryMiB) - room(a, wanted.memoryMiB));
  if (best !== undefined) return accepted(best);
  const [stopped] = holding;
  if (stopped !== undefined) return refused(refuse("host.stopped", { host: stopped.host }));
  const away = context.directory.hosts().find((view) => view.silent && holds(view, wanted.template));
  return away === undefined ? unknownTemplate(heard.value, wanted.template) : refused(silent(away));
}

function unknownTemplate(views: readonly HostView[], typed: string) {
  const names = views.flatMap((view) => view.inventory.templates.map(({ name }) => name));
  const near = nearest(typed, names).join(", ");
  return refused(refuse("template.unknown", { typed: shown(typed), ...(near === "" ? {} : { near }) }));
}

/** How much of a host would be left, 0 to 1, by the scarcer of memory and disk; less than 0 where it does not fit. */
function room(view: HostView, memoryMiB: number): number {
  const { capacity, guests } = view.inventory;
  const used = guests
    .filter(({ state }) => state === "running" || state === "paused")
    .reduce((sum, guest) => sum + guest.memoryMiB, 0);
  const memory = (capacity.memoryMiB - used - memoryMiB) / Math.max(1, capacity.memoryMiB);
  return Math.min(memory, capacity.diskFreeMiB / Math.max(1, capacity.diskTotalMiB));
}
