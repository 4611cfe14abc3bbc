import type { Trust } from "../../protocol/trust.ts";
import { cardChannels } from "../chat/card-channels.ts";
import type { Clocks } from "../clocks.ts";
import type { Config } from "../config.ts";
import { type IncidentsParts, openIncidents } from "../incidents/book.ts";
import { type Budget, callsPerMinute, createBudget } from "../incidents/budget.ts";
import { createIncidentCards, type IncidentCards, type IncidentCardsParts } from "../incidents/cards.ts";
import type { Figures } from "../incidents/figures.ts";
import { type HostsParts, watchHosts } from "../incidents/hosts.ts";
import type { Incidents } from "../incidents/incidents.ts";
import { createIncidentMessages } from "../incidents/messages.ts";
import { type Own, watchOwn } from "../incidents/own.ts";

export interface StartIncidentsParts extends Omit<IncidentsParts, "directory" | "now"> {
  readonly directory: HostsParts["directory"];
  readonly figures: Figures;
  readonly trust: Trust;
  readonly clocks: Clocks;
  readonly usable: () => boolean;
  readonly config: Pick<Config, "chat" | "timings" | "language" | "timeZone">;
  /** The chats' messages, which are there once the chats are open. */
  readonly posts: IncidentCardsParts["posts"];
  readonly isSuspended: IncidentCardsParts["isSuspended"];
  readonly log: IncidentCardsParts["log"];
}

export interface StartedIncidents {
  readonly incidents: Incidents;
  readonly cards: IncidentCards;
  /** What the chats bear in a minute for all that is wrong together. */
  readonly calls: Budget;
  readonly own: Own;
  /** An inventory was taken in. */
  readonly heard: () => void;
  readonly stop: () => void;
}

const lookEveryMs = 2_000;

/** What is wrong, from all that tells it, and its cards in the alert channels. */
export function startIncidents(parts: StartIncidentsParts): StartedIncidents {
  const { config, directory, figures, trust, usable, posts, isSuspended, clocks, log } = parts;
  const { now, calendar } = clocks;
  const incidents = openIncidents({ ...parts, now: calendar });
  const trusted = (): string[] => [
    ...new Set([...trust.values()].filter(({ role }) => role === "executor").map(({ name }) => name)),
  ];
  const { timings, language, timeZone } = config;
  const { silentMs } = timings;
  const hosts = watchHosts({ incidents, directory, figures, trusted, usable, silentMs, now });
  const own = watchOwn(incidents, usable, calendar);
  const messages = createIncidentMessages({ language, timeZone, now: calendar }, figures.course);
  const channels = cardChannels(config.chat, "alert");
  const clock = () => performance.now();
  // By the calendar, as the escalations that it is spent on: a night that is turned through in a minute has all its minutes.
  const calls = createBudget(callsPerMinute, calendar);
  const cards = createIncidentCards({ incidents, messages, channels, posts, isSuspended, calls, now, clock, log });
  const timer = setInterval(() => {
    hosts.look();
    own.look();
  }, lookEveryMs);
  return {
    ...{ incidents, cards, calls, own, heard: hosts.heard },
    stop: () => {
      clearInterval(timer);
      cards.stop();
      incidents.stop();
    },
  };
}
