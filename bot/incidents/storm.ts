import type { Arrival } from "../chat/arrival.ts";
import { cardArrival } from "../chat/card-channels.ts";
import type { MessagePort } from "../message.ts";
import { keptFor } from "./budget.ts";
import type { IncidentCardsParts } from "./cards.ts";

interface StormParts
  extends Pick<IncidentCardsParts, "incidents" | "messages" | "channels" | "calls" | "now" | "clock"> {
  readonly author: string;
  readonly owe: (arrival: Arrival) => Promise<void>;
  readonly failed: (cause: unknown) => void;
}

export interface Storm {
  readonly add: (number: number) => void;
  readonly has: (number: number) => boolean;
  /** Something became of one of them. */
  readonly changed: () => void;
  readonly follow: (arrival: Arrival, port: MessagePort) => void;
  readonly work: () => void;
  /** All that is open was added: a message from before the bot's start that counts none of it is over. */
  readonly ready: () => void;
}

/** People read a number that changes no faster. */
const editEveryMs = 10_000;

/** All incidents that have no card of their own, in one message until the last of them is over. */
export function createStorm({
  incidents,
  messages,
  channels,
  now,
  clock,
  calls,
  author,
  owe,
  failed,
}: StormParts): Storm {
  let numbers = new Set<number>();
  const ports = new Set<MessagePort>();
  let begun = false;
  let dirty = false;
  let isReady = false;
  let shownAt = Number.NEGATIVE_INFINITY;

  const views = () =>
    [...numbers]
      .flatMap((number) => incidents.one(number) ?? [])
      .sort(
        (a, b) =>
          Number(b.severity === "error") - Number(a.severity === "error") ||
          a.openedAt - b.openedAt ||
          a.number - b.number,
      );
  const show = (): void => {
    const all = views();
    const over = all.every(({ number }) => incidents.isSettled(number));
    const message = messages.storm(all, over);
    for (const port of ports) port.show(message);
    if (!over) return;
    ports.clear();
    numbers = new Set();
    begun = false;
  };
  return {
    add: (number) => {
      numbers.add(number);
      dirty = true;
    },
    has: (number) => numbers.has(number),
    changed: () => {
      dirty = true;
    },
    follow: (_arrival, port) => {
      begun = true;
      ports.add(port);
      dirty = true;
      if (numbers.size > 0 || isReady) show();
    },
    ready: () => {
      isReady = true;
      if (numbers.size === 0 && ports.size > 0) show();
    },
    work: () => {
      if (!dirty || clock() - shownAt < editEveryMs) return;
      if (!calls.take(1, keptFor.cards)) return;
      dirty = false;
      shownAt = clock();
      if (begun) return show();
      begun = true;
      const at = now();
      for (const where of channels)
        owe({ ...cardArrival(`incidents:${at}`, author, where, at), incident: 0 }).catch((cause: unknown) => {
          failed(cause);
          begun = false;
          dirty = true;
        });
    },
  };
}
