import type { Trust } from "../../protocol/trust.ts";
import type { Audit } from "../audit.ts";
import type { KeptDirectory } from "../directory.ts";
import type { Inquiries } from "../inquiries.ts";
import { createLinking, type Linking } from "../linking/linking.ts";
import { openNonces } from "../linking/nonces.ts";
import { createCarryRemoved } from "../links/carry.ts";
import { createDepartures, lookEveryMs } from "../links/departures.ts";
import { openRemovals } from "../links/removals.ts";
import { createLearn, type Learn } from "../people/learn.ts";
import { openPeople } from "../people/links.ts";
import type { People } from "../people/people.ts";
import type { Receipts } from "../receipts.ts";
import type { Store } from "../store/database.ts";

export interface LinksParts {
  readonly store: Store;
  readonly directory: KeptDirectory;
  readonly trust: Trust;
  /** Thumbprint of this bot's key. */
  readonly bot: string;
  readonly audit: Audit;
  readonly receipts: Receipts;
  readonly inquiries: Inquiries;
  readonly now: () => number;
  /** Told what could not be written. */
  readonly failed: (cause: unknown) => void;
}

/** Who is who in the chats: how links come about, what is known of them, and how they end. */
export interface Links {
  readonly people: People;
  readonly linking: Linking;
  readonly learn: Learn;
  /** To be called when an inventory was taken in. */
  readonly heard: () => void;
  /** Tells each host which links were ended elsewhere. */
  readonly carryRemoved: () => void;
  /** Begins to end the links of accounts that are gone; gives what stops it. */
  readonly watchDepartures: () => () => void;
}

export function openLinks(parts: LinksParts): Links {
  const { store, directory, trust, bot, audit, receipts, inquiries, now, failed } = parts;
  const rising = (): number => performance.now();
  const removals = openRemovals(store, directory);
  const people = openPeople(store, trust, now, removals);
  const learn = createLearn({ people, removals, trust, bot, now });
  const nonces = openNonces(store, now, rising);
  const linking = createLinking({ people, nonces, inquiries, learn, directory, trust, audit, now });
  const carryRemoved = createCarryRemoved({ removals, directory, trust, receipts, now });
  const watchDepartures = (): (() => void) => {
    const endDeparted = createDepartures({ people, removals, directory, store, audit, now, rising });
    const looking = setInterval(() => void endDeparted().then(carryRemoved, failed), lookEveryMs);
    return () => clearInterval(looking);
  };
  return { people, linking, learn, heard: removals.heard, carryRemoved, watchDepartures };
}
