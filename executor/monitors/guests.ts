import type { Condition } from "../../protocol/monitor.ts";
import type { Clock } from "../clock.ts";
import { type Misfortune, parseMisfortunes } from "../libvirt/reason.ts";
import { type Guest, isGuest } from "../runners/vm/facts.ts";
import type { VmHost } from "../runners/vm/host.ts";
import { watchGuests } from "../runners/vm/watch.ts";
import { type LastWords, lastWordsOf, logFolder } from "./guests/last-words.ts";
import type { Look, Monitor } from "./monitor.ts";
import { createSince } from "./since.ts";

const everyMs = 20_000;
/** A guest that nobody starts again is told of for so long: by then its owner has heard of it, in milliseconds. */
const toldMs = 24 * 3_600_000;

/**
 * Watches the guests that Shisa made: those that crashed, that could not be started, or that wait because their disk
 * cannot be written. What others made by hand is theirs to watch.
 */
export function createGuestMonitor(host: VmHost, now: Clock, logs = logFolder): Monitor {
  const sinceOf = createSince(now);
  return {
    name: "guests",
    everyMs,
    async look(signal): Promise<Look> {
      const stats = host.virsh.run(["domstats", "--state", "--nowait"], { act: "looking at the guests", signal });
      const misfortunes = parseMisfortunes(await stats);
      if (misfortunes.size === 0) return { conditions: [] };
      const guests = (await host.domains.list()).filter(isGuest);
      const since = sinceOf(guests.filter(({ name }) => misfortunes.has(name)).map(({ uuid }) => uuid));
      const found = await Promise.all(
        guests.map(async (guest) => {
          const misfortune = misfortunes.get(guest.name);
          if (misfortune === undefined) return [];
          const words = await lastWordsOf(guest.name, logs);
          const began = Math.min(words.at ?? since(guest.uuid), now());
          return now() - began > toldMs ? [] : [conditionOf(guest, misfortune, words, began)];
        }),
      );
      return { conditions: found.flat() };
    },
    watch: (changed) => watchGuests(host, changed),
  };
}

function conditionOf(
  { uuid, name, mark }: Guest,
  misfortune: Misfortune,
  { lines }: LastWords,
  since: number,
): Condition {
  return {
    key: `${misfortune}:${uuid}`,
    code: `guest.${misfortune}`,
    severity: "warning",
    scope: "host",
    numbers: { guest: mark.name, hostName: name, owner: mark.owner.name },
    lines: [...lines],
    since,
    touches: [mark.owner.name],
  };
}
