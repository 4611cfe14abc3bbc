import type { Reader } from "../../handlers/kit/ports.ts";
import type { Trust } from "../../protocol/trust.ts";
import { cardChannels } from "../chat/card-channels.ts";
import type { Config } from "../config.ts";
import { type IncidentsParts, openIncidents } from "../incidents/book.ts";
import { createIncidentCards, type IncidentCards, type IncidentCardsParts } from "../incidents/cards.ts";
import type { Figures } from "../incidents/figures.ts";
import { type HostsParts, watchHosts } from "../incidents/hosts.ts";
import type { Incidents } from "../incidents/incidents.ts";
import { createIncidentMessages } from "../incidents/messages.ts";
import { type Own, watchOwn } from "../incidents/own.ts";

export interface StartIncidentsParts extends Omit<IncidentsParts, "directory"> {
  readonly directory: HostsParts["directory"];
  readonly figures: Figures;
  readonly trust: Trust;
  readonly usable: () => boolean;
  readonly config: Pick<Config, "chat" | "timings">;
  readonly reader: Reader;
  /** The chats' messages, which are there once the chats are open. */
  readonly posts: IncidentCardsParts["posts"];
  readonly isSuspended: IncidentCardsParts["isSuspended"];
  readonly log: IncidentCardsParts["log"];
}

export interface StartedIncidents {
  readonly incidents: Incidents;
  readonly cards: IncidentCards;
  readonly own: Own;
  /** An inventory was taken in. */
  readonly heard: () => void;
  readonly stop: () => void;
}

const lookEveryMs = 2_000;

/** What is wrong, from all that tells it, and its cards in the alert channels. */
export function startIncidents(parts: StartIncidentsParts): StartedIncidents {
  const { config, directory, figures, trust, usable, posts, isSuspended, reader, now, log } = parts;
  const incidents = openIncidents(parts);
  const trusted = (): string[] => [
    ...new Set([...trust.values()].filter(({ role }) => role === "executor").map(({ name }) => name)),
  ];
  const { silentMs } = config.timings;
  const hosts = watchHosts({ incidents, directory, figures, trusted, usable, silentMs, now });
  const own = watchOwn(incidents, usable, now);
  const messages = createIncidentMessages(reader, figures.course);
  const channels = cardChannels(config.chat, "alert");
  const clock = () => performance.now();
  const cards = createIncidentCards({ incidents, messages, channels, posts, isSuspended, now, clock, log });
  const timer = setInterval(() => {
    hosts.look();
    own.look();
  }, lookEveryMs);
  return {
    ...{ incidents, cards, own, heard: hosts.heard },
    stop: () => {
      clearInterval(timer);
      cards.stop();
      incidents.stop();
    },
  };
}
