import type { Arrival } from "../chat/arrival.ts";
import { cardArrival, cardInvocation } from "../chat/card-channels.ts";
import type { Message } from "../message.ts";
import { callsInThread, keptFor } from "./budget.ts";
import type { IncidentCardsParts } from "./cards.ts";

interface ThreadsParts extends Pick<IncidentCardsParts, "incidents" | "messages" | "channels" | "calls" | "now"> {
  readonly cardOf: (number: number) => string;
  readonly author: string;
  readonly owe: (arrival: Arrival, said: Message) => Promise<void>;
  readonly failed: (cause: unknown) => void;
}

export interface Threads {
  /** Something happened that is to stand in the thread under this incident's card. */
  readonly add: (number: number) => void;
  readonly forget: (number: number) => void;
  readonly work: () => void;
}

/** The timelines in the threads under cards: what happened since the last message there is one more. */
export function createThreads(parts: ThreadsParts): Threads {
  const { incidents, messages, channels, calls, now, cardOf, author, owe, failed } = parts;
  const untold = new Set<number>();
  /** Of those whose thread is being written to, what happens meanwhile waits. */
  const busy = new Set<number>();

  const tell = async (number: number): Promise<void> => {
    const { from, events } = incidents.untold(number);
    if (events.length === 0) return;
    const message = messages.events(events);
    busy.add(number);
    const replies = channels.map((where) => {
      const under = cardInvocation(cardOf(number), where);
      const arrival = cardArrival(`${cardOf(number)}:from:${from}`, author, where, now());
      return owe({ ...arrival, under }, message);
    });
    try {
      await Promise.all(replies);
      incidents.threaded(number, from + events.length);
    } catch (cause) {
      failed(cause);
      untold.add(number);
    } finally {
      busy.delete(number);
    }
  };
  return {
    add: (number) => void untold.add(number),
    forget: (number) => void untold.delete(number),
    work: () => {
      for (const number of [...untold]) {
        if (busy.has(number)) continue;
        const view = incidents.one(number);
        const cost = view === undefined ? 0 : callsInThread(view, incidents.untold(number).from);
        if (!calls.take(cost, keptFor.threads)) break;
        untold.delete(number);
        void tell(number);
      }
    },
  };
}
