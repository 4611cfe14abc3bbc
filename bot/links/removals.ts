import type { Inventory } from "../../protocol/messages.ts";
import type { KeptDirectory } from "../directory.ts";
import type { Store } from "../store/database.ts";
import { removedLinksIn } from "../store/removed-links.ts";

type Removed = NonNullable<Inventory["removed"]>;

/**
 * Which links were ended: what the hosts tell, and what this bot's database holds. A database that was put back from an
 * older copy forgets nothing that a host knows.
 */
export interface Removals {
  /** Links of this identity (identityText) that were signed until then (milliseconds since 1970) are void. */
  readonly until: (identity: string) => number | undefined;
  /** Resolves when it is on the disk. */
  readonly add: (identity: string, at: number) => Promise<void>;
  /** What a host's last inventory lacks. */
  readonly lackingAt: (host: string) => Removed;
  /** To be called when an inventory was taken in. */
  readonly heard: () => void;
}

/** As many as travel at once; the rest follow once these were taken. */
const most = 1_000;

export function openRemovals(store: Store, directory: Pick<KeptDirectory, "hosts">): Removals {
  const table = removedLinksIn(store);
  const known = new Map<string, number>();
  const note = (told: Removed): void => {
    for (const [identity, at] of told) if (at > (known.get(identity) ?? 0)) known.set(identity, at);
  };
  const heard = (): void => {
    for (const { inventory } of directory.hosts()) note(inventory.removed ?? []);
  };
  note(table.all());
  heard();

  return {
    until: (identity) => known.get(identity),
    add: async (identity, at) => {
      // In force at once, whatever the disk says.
      note([[identity, at]]);
      await store.write(() => table.put(identity, at));
    },
    lackingAt: (host) => {
      const view = directory.hosts().find((one) => one.host === host);
      const there = new Map(view?.inventory.removed ?? []);
      return [...known].filter(([identity, at]) => at > (there.get(identity) ?? 0)).slice(0, most);
    },
    heard,
  };
}
