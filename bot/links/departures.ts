import { identityText } from "../../protocol/identity.ts";
import type { Person } from "../../protocol/messages.ts";
import type { Audit } from "../audit.ts";
import type { KeptDirectory } from "../directory.ts";
import type { People } from "../people/people.ts";
import type { Store } from "../store/database.ts";
import { departuresIn } from "../store/departures.ts";
import type { Removals } from "./removals.ts";

/** An account that was gone for so long, in milliseconds, does not come back to its links. */
const departedMs = 24 * 3_600_000;
/** How often it is looked, in milliseconds; a process that stood still meanwhile has not watched for longer. */
export const lookEveryMs = 60_000;

export interface DeparturesParts {
  readonly people: Pick<People, "all">;
  readonly removals: Pick<Removals, "add">;
  readonly directory: Pick<KeptDirectory, "hosts">;
  readonly store: Store;
  readonly audit: Pick<Audit, "record">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A clock that only rises, in milliseconds: a step of the other makes nobody's absence longer. */
  readonly rising: () => number;
}

/**
 * Ends the links of accounts that are gone. Such an account is refused at once, by bot and executors; but a directory
 * may be away for an hour, so its links end for good only when it was gone from every host for a whole day that the bot
 * watched. Gives the function that looks.
 */
export function createDepartures(parts: DeparturesParts): () => Promise<void> {
  const { people, removals, directory, store, audit, now, rising } = parts;
  const table = departuresIn(store);
  const absent = table.all();
  let lookedAt = rising();

  return async () => {
    const passed = Math.min(rising() - lookedAt, 2 * lookEveryMs);
    lookedAt = rising();
    const isGone = goneFrom(directory);
    if (isGone === undefined) return;
    const writes: Promise<void>[] = [];
    const waiting = new Set<string>();
    for (const { link } of people.all().filter((one) => isGone(one.link.person))) {
      const identity = identityText(link.identity);
      const absentMs = (absent.get(identity) ?? 0) + Math.round(passed);
      if (absentMs < departedMs) {
        waiting.add(identity);
        absent.set(identity, absentMs);
        writes.push(store.write(() => table.put(identity, absentMs)));
      } else {
        audit.record({ event: "link.ended", why: "account.gone", account: link.person.name, uid: link.person.uid });
        // At the latest when it was signed: a clock that was set back must not let it live on.
        writes.push(removals.add(identity, Math.max(now(), link.iat)));
      }
    }
    for (const identity of [...absent.keys()].filter((one) => !waiting.has(one))) {
      absent.delete(identity);
      writes.push(store.write(() => table.forget(identity)));
    }
    await Promise.all(writes);
  };
}

/**
 * Whether an account is on none of the hosts. Undefined while that cannot be said: no host is heard, or one of them is
 * silent or knows nobody at all, which is a directory that is away.
 */
function goneFrom({ hosts }: Pick<KeptDirectory, "hosts">): ((person: Person) => boolean) | undefined {
  const views = hosts();
  if (views.length === 0) return undefined;
  if (views.some(({ silent, inventory }) => silent || inventory.people.length === 0)) return undefined;
  const known = new Set(views.flatMap(({ inventory }) => inventory.people.map(({ name, uid }) => `${uid} ${name}`)));
  return ({ name, uid }) => !known.has(`${uid} ${name}`);
}
