import type { Directory, HostView } from "../handlers/kit/ports.ts";
import type { Inventory } from "../protocol/messages.ts";
import type { Store } from "./store/database.ts";
import { hostsIn, type StoredHost } from "./store/hosts.ts";

/** One verified inventory and where in its executor's sequence it stands. */
export interface HeardInventory {
  readonly host: string;
  readonly boot: number;
  readonly seq: number;
  /** When the executor signed it, in milliseconds since 1970. */
  readonly saidAt: number;
  readonly inventory: Inventory;
}

export interface KeptDirectory extends Directory {
  /** Takes an inventory in and writes it down. False, and nothing changes, when a later one was seen before. */
  readonly take: (heard: HeardInventory) => boolean;
  /** Whether a later inventory than this one was seen. */
  readonly isOlder: (host: string, boot: number, seq: number) => boolean;
  /** Whether a host has said nothing for too long. */
  readonly silent: (host: string) => boolean;
}

/**
 * What the hosts said last, from verified inventories; kept over restarts. An inventory is as old as its signature says,
 * so that one which was held back on the way is not shown as new.
 */
export function openDirectory(
  store: Store,
  now: () => number,
  silentMs: number,
  failed: (cause: unknown) => void,
): KeptDirectory {
  const table = hostsIn(store);
  const hosts = new Map<string, StoredHost>(table.all().map((it) => [it.host, it]));
  let people = indexPeople(hosts);
  /** What was heard in the future was heard before the clock was set back: nobody knows when. */
  const isSilent = (heardAt: number): boolean => Math.abs(now() - heardAt) > silentMs;

  return {
    hosts: () =>
      [...hosts.values()].flatMap(({ host, heardAt, inventory }): HostView[] =>
        inventory === undefined ? [] : [{ host, heardAt, silent: isSilent(heardAt), inventory }],
      ),
    person: (account) => people.get(account),
    silent: (host) => isSilent(hosts.get(host)?.heardAt ?? 0),
    isOlder: (host, boot, seq) => {
      const known = hosts.get(host);
      return known !== undefined && (boot < known.boot || (boot === known.boot && seq < known.seq));
    },
    take: ({ host, boot, seq, saidAt, inventory }) => {
      const known = hosts.get(host);
      if (known !== undefined && (boot < known.boot || (boot === known.boot && seq <= known.seq))) return false;
      const kept: StoredHost = { host, boot, seq, heardAt: Math.min(saidAt, now()), inventory };
      hosts.set(host, kept);
      people = indexPeople(hosts);
      store.write(() => table.put(kept)).catch(failed);
      return true;
    },
  };
}

type KnownPerson = NonNullable<ReturnType<Directory["person"]>>;

/** Everyone whom a host knows; where two differ, the one heard last is right. */
function indexPeople(hosts: ReadonlyMap<string, StoredHost>): ReadonlyMap<string, KnownPerson> {
  const oldestFirst = [...hosts.values()].sort((a, b) => a.heardAt - b.heardAt);
  return new Map(
    oldestFirst.flatMap(({ inventory }) =>
      (inventory?.people ?? []).map((person): [string, KnownPerson] => [person.name, person]),
    ),
  );
}
