import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Arrival } from "../chat/arrival.ts";
import { cardArrival, cardInvocation } from "../chat/card-channels.ts";
import type { Message } from "../message.ts";
import type { Budget } from "./budget.ts";
import type { IncidentCardsParts } from "./cards.ts";

interface ChartsParts extends Pick<IncidentCardsParts, "incidents" | "messages" | "channels" | "now" | "clock"> {
  readonly calls: Budget;
  /** What an incident's card is called. */
  readonly cardOf: (number: number) => string;
  readonly author: string;
  readonly owe: (arrival: Arrival, said: Message) => Promise<void>;
  readonly failed: (cause: unknown) => void;
}

/** Pictures of how it came to an incident, in its card's thread. */
export interface Charts {
  /** It has a card, and was found or got worse. */
  readonly add: (number: number) => void;
  readonly forget: (number: number) => void;
  readonly work: () => void;
}

/** A message, and three calls that bring a file to Slack. */
const callsEach = 4;
/** Left for cards, for their edits and for what they tell in their threads. */
const keptForOthers = 10;
/** A figure has no newer point before that, in milliseconds. */
const apartMs = 10 * 60_000;

/** One picture for each incident in ten minutes at most, and none while there is much else to tell. */
export function createCharts(parts: ChartsParts): Charts {
  const { incidents, messages, channels, now, clock, calls, cardOf, author, owe, failed } = parts;
  const wanted = new Set<number>();
  const drawnAt = new Map<number, number>();
  return {
    add: (number) => {
      if (clock() - (drawnAt.get(number) ?? Number.NEGATIVE_INFINITY) >= apartMs) wanted.add(number);
    },
    forget: (number) => {
      wanted.delete(number);
      drawnAt.delete(number);
    },
    work: () => {
      for (const number of [...wanted]) {
        const view = incidents.one(number);
        // What is over by the time that there is room for it needs no picture any more.
        const message = view === undefined || isOver(view) ? undefined : messages.chart(view);
        if (message !== undefined && !calls.take(callsEach, keptForOthers)) return;
        wanted.delete(number);
        if (message === undefined) continue;
        drawnAt.set(number, clock());
        for (const where of channels) {
          const arrival = cardArrival(`${cardOf(number)}:chart:${now()}`, author, where, now());
          owe({ ...arrival, under: cardInvocation(cardOf(number), where) }, message).catch(failed);
        }
      }
    },
  };
}

const isOver = ({ state }: IncidentView): boolean => state === "cleared" || state === "resolved";
