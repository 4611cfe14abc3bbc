import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Arrival } from "../chat/arrival.ts";
import { type CardChannel, cardArrival, cardInvocation } from "../chat/card-channels.ts";
import type { Posts } from "../chat/posts.ts";
import type { Logger } from "../log.ts";
import type { MessagePort } from "../message.ts";
import { createBudget } from "./budget.ts";
import { createCharts } from "./charts.ts";
import type { Incidents } from "./incidents.ts";
import type { IncidentMessages } from "./messages.ts";
import { createStorm } from "./storm.ts";

export interface IncidentCardsParts {
  readonly incidents: Pick<Incidents, "onChange" | "one" | "alive" | "isSettled" | "untold" | "threaded">;
  readonly messages: IncidentMessages;
  readonly channels: readonly CardChannel[];
  /** Whether a maintenance window covers it now: it is shown when that is over, if it is still there. */
  readonly isSuspended: (view: IncidentView) => boolean;
  /** The chats' messages, which are there once the chats are open. */
  readonly posts: () => Pick<Posts, "add" | "run" | "get">;
  readonly now: () => number;
  /** Milliseconds, only ever rising. */
  readonly clock: () => number;
  readonly log: Logger;
}

export interface IncidentCards {
  /** Shows an incident on its card until it cannot come again. */
  readonly follow: (arrival: Arrival, port: MessagePort) => void;
  /** Posts the cards of all that is open and has none yet. */
  readonly postAll: () => void;
  /** Does as much of what waits as may be done now. */
  readonly work: () => void;
  readonly stop: () => void;
}

/** A channel gets no more than this in a minute, whatever happens; and so many messages of their own. */
const perMinute = 20;
const newPerMinute = 5;
/** A thread's first message may take two calls. */
const callsEachThread = 2;
/** Kept for new cards, for the one message of all the others, and for edits. */
const keptFor = { edits: 4, threads: 8 } as const;
const workEveryMs = 1_000;
const author = "alerts";
const cardOf = (number: number): string => `incident:${number}`;

/**
 * One card for each incident in each alert channel, edited where it stands, with its timeline in the thread under it. In
 * a storm most have no card of their own: one message counts them all.
 */
export function createIncidentCards(parts: IncidentCardsParts): IncidentCards {
  const { incidents, messages, channels, posts, now, clock, log } = parts;
  const calls = createBudget(perMinute, clock);
  const news = createBudget(newPerMinute, clock);
  const ports = new Map<number, Set<MessagePort>>();
  const carded = new Set<number>();
  const wanted = new Set<number>();
  const changed = new Set<number>();
  const untold = new Set<number>();
  /** Before that the chats cannot be owed anything. */
  let isOpen = false;
  const failed = (cause: unknown): void => log.error({ err: cause }, "showing an incident in an alert channel");

  const owe = async (arrival: Arrival, said: Parameters<Posts["add"]>[1] = null): Promise<void> => {
    if (await posts().add(arrival, said)) posts().run(arrival);
  };
  const storm = createStorm({ ...parts, calls, author, owe, failed });
  const charts = createCharts({ ...parts, calls, cardOf, author, owe, failed });
  const post = (number: number): void => {
    carded.add(number);
    charts.add(number);
    for (const where of channels)
      owe({ ...cardArrival(cardOf(number), author, where, now()), incident: number }).catch(failed);
  };
  const show = (number: number): void => {
    const settled = incidents.isSettled(number);
    const message = messages.card(incidents.one(number), settled);
    for (const port of ports.get(number) ?? []) port.show(message);
    if (!message.final) return;
    for (const known of [ports, carded, untold]) known.delete(number);
    charts.forget(number);
  };
  const thread = (number: number): void => {
    const { from, events } = incidents.untold(number);
    if (events.length === 0) return;
    const message = messages.events(events);
    for (const where of channels) {
      const under = cardInvocation(cardOf(number), where);
      const arrival = cardArrival(`${cardOf(number)}:from:${from}`, author, where, now());
      owe({ ...arrival, under }, message).catch(failed);
    }
    incidents.threaded(number, from + events.length);
  };
  /** What is over before it was shown is shown by nobody. */
  const postOrGather = (): void => {
    for (const number of [...wanted].sort((a, b) => weight(incidents.one(b)) - weight(incidents.one(a)) || a - b)) {
      const view = incidents.one(number);
      if (view !== undefined && !isOver(view) && parts.isSuspended(view)) continue;
      wanted.delete(number);
      if (view === undefined || isOver(view)) continue;
      if (news.take(1) && calls.take(1)) post(number);
      else storm.add(number);
    }
  };
  const work = (): void => {
    if (channels.length === 0 || !isOpen) return;
    postOrGather();
    storm.work();
    for (const number of [...changed]) {
      if (!ports.has(number)) continue;
      if (!calls.take(1, keptFor.edits)) break;
      changed.delete(number);
      show(number);
    }
    for (const number of [...untold]) {
      if (!calls.take(callsEachThread, keptFor.threads)) break;
      untold.delete(number);
      thread(number);
    }
    charts.work();
  };
  let soon: NodeJS.Immediate | undefined;
  const workSoon = (): void => {
    soon ??= setImmediate(() => {
      soon = undefined;
      work();
    });
  };
  const timer = setInterval(work, workEveryMs);

  incidents.onChange(({ number, state }, event) => {
    if (channels.length === 0) return;
    if (carded.has(number)) {
      changed.add(number);
      if (event !== null && event.kind !== "opened") untold.add(number);
      if (event?.kind === "worse") charts.add(number);
    } else if (storm.has(number)) storm.changed();
    else if (state === "open") wanted.add(number);
    workSoon();
  });
  return {
    follow: (arrival, port) => {
      const { incident: number = 0 } = arrival;
      if (number === 0) return storm.follow(arrival, port);
      ports.set(number, (ports.get(number) ?? new Set()).add(port));
      carded.add(number);
      // Posted anew it must be now, in the turn that was taken for it; what stands is edited in its turn.
      if (posts().get(arrival.invocation)?.reference) changed.add(number);
      else port.show(messages.card(incidents.one(number), incidents.isSettled(number)));
    },
    postAll: () => {
      if (channels.length === 0) return;
      isOpen = true;
      for (const view of incidents.alive()) {
        const { number } = view;
        const isShown = channels.some((where) => posts().get(cardInvocation(cardOf(number), where)) !== undefined);
        if (isShown) carded.add(number);
        else if (!isOver(view)) wanted.add(number);
        if (isShown && incidents.untold(number).events.length > 0) untold.add(number);
      }
      work();
      storm.ready();
    },
    work,
    stop: () => {
      clearInterval(timer);
      clearImmediate(soon);
    },
  };
}

const isOver = ({ state }: IncidentView): boolean => state === "cleared" || state === "resolved";
const weight = (view: IncidentView | undefined): number => (view?.severity === "error" ? 1 : 0);
