import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Arrival } from "../chat/arrival.ts";
import { type CardChannel, cardArrival, cardInvocation } from "../chat/card-channels.ts";
import type { Posts } from "../chat/posts.ts";
import type { Logger } from "../log.ts";
import type { MessagePort } from "../message.ts";
import { type Budget, createBudget, keptFor } from "./budget.ts";
import { createCharts } from "./charts.ts";
import type { Incidents } from "./incidents.ts";
import type { IncidentMessages } from "./messages.ts";
import { createStorm } from "./storm.ts";
import { createThreads } from "./threads.ts";

export interface IncidentCardsParts {
  readonly incidents: Pick<Incidents, "onChange" | "one" | "alive" | "isSettled" | "untold" | "threaded">;
  readonly messages: IncidentMessages;
  readonly channels: readonly CardChannel[];
  /** Whether a maintenance window covers it now: it is shown when that is over, if it is still there. */
  readonly isSuspended: (view: IncidentView) => boolean;
  /** What the chats bear, shared with whoever calls people. */
  readonly calls: Budget;
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

/** So many messages of their own new incidents get in a minute. */
const newPerMinute = 5;
const workEveryMs = 1_000;
const author = "alerts";
const cardOf = (number: number): string => `incident:${number}`;

/**
 * One card for each incident in each alert channel, edited where it stands, with its timeline in the thread under it. In
 * a storm most have no card of their own: one message counts them all.
 */
export function createIncidentCards(parts: IncidentCardsParts): IncidentCards {
  const { incidents, messages, channels, posts, calls, now, clock, log } = parts;
  const news = createBudget(newPerMinute, clock);
  const ports = new Map<number, Set<MessagePort>>();
  const carded = new Set<number>();
  const wanted = new Set<number>();
  const changed = new Set<number>();
  /** Before that the chats cannot be owed anything. */
  let isOpen = false;
  const failed = (cause: unknown): void => log.error({ err: cause }, "showing an incident in an alert channel");

  const owe = async (arrival: Arrival, said: Parameters<Posts["add"]>[1] = null): Promise<void> => {
    if (await posts().add(arrival, said)) posts().run(arrival);
  };
  const storm = createStorm({ ...parts, author, owe, failed });
  const threads = createThreads({ ...parts, cardOf, author, owe, failed });
  const charts = createCharts({ ...parts, cardOf, author, owe, failed });
  const post = (number: number): void => {
    carded.add(number);
    charts.add(number);
    for (const where of channels)
      owe({ ...cardArrival(cardOf(number), author, where, now()), incident: number }).catch((cause: unknown) => {
        failed(cause);
        carded.delete(number);
        wanted.add(number);
      });
  };
  const show = (number: number): void => {
    const settled = incidents.isSettled(number);
    const message = messages.card(incidents.one(number), settled);
    for (const port of ports.get(number) ?? []) port.show(message);
    if (!message.final) return;
    for (const known of [ports, carded, changed]) known.delete(number);
    threads.forget(number);
    charts.forget(number);
  };
  /** What is over before it was shown is shown by nobody. */
  const postOrGather = (): void => {
    for (const number of [...wanted].sort((a, b) => weight(incidents.one(b)) - weight(incidents.one(a)) || a - b)) {
      const view = incidents.one(number);
      if (view !== undefined && !isOver(view) && parts.isSuspended(view)) continue;
      wanted.delete(number);
      if (view === undefined || isOver(view)) continue;
      if (news.take(1) && calls.take(1, keptFor.cards)) post(number);
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
    threads.work();
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
    // Whoever is called reads so in the thread itself; the timeline has it with what comes next.
    if (channels.length === 0 || event?.kind === "told") return;
    if (carded.has(number)) {
      changed.add(number);
      if (event !== null && event.kind !== "opened") threads.add(number);
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
        if (isShown && incidents.untold(number).events.length > 0) threads.add(number);
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
