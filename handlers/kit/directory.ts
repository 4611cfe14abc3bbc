import type { ActionName } from "../../protocol/catalogue.ts";
import type { InventoryGuest } from "../../protocol/messages.ts";
import { guestNameSchema } from "../../protocol/names.ts";
import type { Outcome, Refusal } from "../../protocol/refusal.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "./characters.ts";
import { nearest } from "./near.ts";
import type { Context, HostView, JobView } from "./ports.ts";

export interface OwnGuest {
  readonly view: HostView;
  readonly guest: InventoryGuest;
}

/** The person's own guests on all hosts, silent ones as last heard; by name, then host. */
export function ownGuests(context: Context): readonly OwnGuest[] {
  const { name, uid } = context.person;
  return context.directory
    .hosts()
    .flatMap((view) => {
      const own = view.inventory.guests.filter(({ owner }) => owner.uid === uid && owner.name === name);
      return own.map((guest) => ({ view, guest }));
    })
    .sort((a, b) => a.guest.name.localeCompare(b.guest.name) || a.view.host.localeCompare(b.view.host));
}

/** A job's end and the inventory that shows its effect may come this far apart, in milliseconds. */
const reportGapMs = 2_000;
const open: ReadonlySet<JobView["status"]> = new Set(["waiting", "running", "undoing"]);
export const isOpen = (job: JobView): boolean => open.has(job.status);

/**
 * Whether a host's inventory is newer than everything that the person's own jobs did there: only then may the bot
 * refuse something because of it. The executor looks for itself in any case.
 */
export function isFresh(context: Context, view: HostView): boolean {
  return !context.jobs
    .ofPerson(context.person.name, 100)
    .some((job) => job.host === view.host && (isOpen(job) || (job.endedAt ?? 0) + reportGapMs >= view.heardAt));
}

/** A host that was asked for by name, heard and known. */
export function hostNamed(context: Context, name: string): Outcome<HostView> {
  const hosts = context.directory.hosts();
  const view = hosts.find(({ host }) => host === name);
  if (view === undefined) {
    const known = hosts.map(({ host }) => host);
    const near = nearest(name, known).join(", ");
    const more = { ...(near === "" ? {} : { near }), ...(known.length === 0 ? {} : { known: joined(known) }) };
    return refused(refuse("host.unknown", { typed: shown(name), ...more }));
  }
  return view.silent ? refused(silent(view)) : accepted(view);
}

/** A host that offers an action: the one that was named, else the first that is heard. `none` says that there is none. */
export function hostOffering(
  context: Context,
  action: ActionName,
  requested: unknown,
  none: (host?: string) => Refusal,
): Outcome<string> {
  if (typeof requested === "string" && requested !== "") {
    const named = hostNamed(context, requested);
    if (!named.ok) return named;
    const { host, inventory } = named.value;
    return inventory.actions.includes(action) ? accepted(host) : refused(none(host));
  }
  const able = context.directory.hosts().filter(({ inventory }) => inventory.actions.includes(action));
  const heard = able.find((view) => !view.silent);
  if (heard !== undefined) return accepted(heard.host);
  const [first] = able;
  return refused(first === undefined ? none() : silent(first));
}

export const silent = (view: HostView): Refusal => refuse("host.silent", { host: view.host, since: view.heardAt });

/** Refused when no host at all can be asked: none was ever heard, or all are silent since. */
export function anyHost(context: Context): Outcome<readonly HostView[]> {
  const hosts = context.directory.hosts();
  const heard = hosts.filter((view) => !view.silent);
  if (heard.length > 0) return accepted(heard);
  const [only] = hosts;
  if (only !== undefined && hosts.length === 1) return refused(silent(only));
  const since = Math.max(0, ...hosts.map((view) => view.heardAt));
  return refused(refuse("host.none", since === 0 ? {} : { since }));
}

/** Where a guest is to be asked for; `guest` as the inventory has it, undefined where only the host can know. */
export interface Place {
  readonly host: string;
  readonly name: string;
  readonly guest: InventoryGuest | undefined;
}

/**
 * Finds the person's own guest. Another's guest and nobody's are refused alike. A guest that a job of theirs may have
 * made since the inventory is left to its host to find.
 */
export function placeOf(context: Context, name: string, requested: string | undefined): Outcome<Place> {
  if (requested !== undefined) {
    const named = hostNamed(context, requested);
    if (!named.ok) return named;
  }
  const own = ownGuests(context);
  const found = own.filter(({ view, guest }) => guest.name === name && (requested ?? view.host) === view.host);
  const [first, second] = found;
  if (second !== undefined)
    return refused(refuse("guest.ambiguous", { name, hosts: joined(found.map(({ view }) => view.host)) }));
  if (first !== undefined)
    return first.view.silent
      ? refused(silent(first.view))
      : accepted({ host: first.view.host, name, guest: first.guest });
  const hosts = anyHost(context);
  if (!hosts.ok) return hosts;
  const unsure = hosts.value.find((view) => (requested ?? view.host) === view.host && !isFresh(context, view));
  if (unsure !== undefined && guestNameSchema.safeParse(name).success)
    return accepted({ host: unsure.host, name, guest: undefined });
  return refused(
    unknownGuest(
      name,
      own.map(({ guest }) => guest.name),
    ),
  );
}

/** `near` only from the person's own guests. */
function unknownGuest(name: string, own: readonly string[]): Refusal {
  const near = nearest(
    name,
    own.filter((one) => one !== name),
  ).join(", ");
  return refuse("guest.unknown", { name: shown(name), ...(near === "" ? {} : { near }) });
}

/** Names as one of a refusal's numbers, which are bounded. */
function joined(names: readonly string[]): string {
  const all = names.join(", ");
  return all.length <= 200 ? all : `${all.slice(0, all.lastIndexOf(", ", 190))}, …`;
}
