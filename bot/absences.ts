import type { Absences } from "../handlers/kit/ports.ts";
import type { Inventory } from "../protocol/messages.ts";
import type { HeardInventory, KeptDirectory } from "./directory.ts";
import { type Absence, absencesIn } from "./store/absences.ts";
import type { Store } from "./store/database.ts";

export interface KeptAbsences {
  readonly since: Absences;
  /** The directory, whose every new inventory is looked through for owners whom their host does not know. */
  readonly watching: (directory: KeptDirectory) => KeptDirectory;
}

const keyOf = ({ host, account, uid }: Omit<Absence, "since">): string => `${host} ${uid} ${account}`;

/**
 * Since when the owner of something on a host is not known there; kept over restarts. An account that comes back with
 * the same name and uid is forgotten here, and so is one that owns nothing there any more.
 */
export function openAbsences(store: Store, now: () => number, failed: (cause: unknown) => void): KeptAbsences {
  const table = absencesIn(store);
  const known = new Map<string, Absence>(table.all().map((it) => [keyOf(it), it]));

  const look = (host: string, inventory: Inventory, at: number): void => {
    const gone = new Map(ownersUnknown(host, inventory).map((it) => [keyOf(it), it]));
    for (const [key, it] of gone) {
      if (known.has(key)) continue;
      const absence = { ...it, since: at };
      known.set(key, absence);
      store.write(() => table.add(absence)).catch(failed);
    }
    for (const [key, it] of known) {
      if (it.host !== host || gone.has(key)) continue;
      known.delete(key);
      store.write(() => table.remove(it)).catch(failed);
    }
  };
  return {
    since: (host, { name: account, uid }) => known.get(keyOf({ host, account, uid }))?.since,
    watching: (directory) => ({
      ...directory,
      take: (heard: HeardInventory) => {
        const isNews = directory.take(heard);
        if (isNews) look(heard.host, heard.inventory, Math.min(heard.saidAt, now()));
        return isNews;
      },
    }),
  };
}

function ownersUnknown(host: string, { guests, people }: Inventory): readonly Omit<Absence, "since">[] {
  const uids = new Map(people.map(({ name, uid }) => [name, uid]));
  return guests
    .filter(({ owner }) => uids.get(owner.name) !== owner.uid)
    .map(({ owner }) => ({ host, account: owner.name, uid: owner.uid }));
}
