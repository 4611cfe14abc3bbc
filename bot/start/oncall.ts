import type { OncallPort } from "../../handlers/kit/oncall.ts";
import type { OrdersPort } from "../../handlers/kit/orders.ts";
import type { Audit } from "../audit.ts";
import { cardChannels } from "../chat/card-channels.ts";
import type { Desk } from "../chat/desk.ts";
import type { Posts } from "../chat/posts.ts";
import type { Clocks } from "../clocks.ts";
import type { Config } from "../config.ts";
import type { KeptDirectory } from "../directory.ts";
import type { Budget } from "../incidents/budget.ts";
import type { Incidents } from "../incidents/incidents.ts";
import { createAnnouncer } from "../maintenance/announce.ts";
import { isSuspended } from "../maintenance/windows.ts";
import { createCalendar } from "../oncall/calendar.ts";
import { createChanges } from "../oncall/changes.ts";
import { createSay } from "../oncall/channels.ts";
import { createEscalation } from "../oncall/escalate.ts";
import { createPages } from "../oncall/pages.ts";
import { createOncallPort } from "../oncall/port.ts";
import { openRota } from "../oncall/rota.ts";
import { type OncallSettings, usualNumbers } from "../oncall/settings.ts";
import { createTelling } from "../oncall/telling.ts";
import type { People } from "../people/people.ts";
import type { Store } from "../store/database.ts";

export interface OncallParts {
  readonly store: Store;
  readonly config: Pick<Config, "chat" | "timeZone" | "language">;
  /** Absent: nobody takes turns here; alerts are posted and nobody is called. */
  readonly settings: OncallSettings | undefined;
  readonly incidents: Incidents;
  /** What the chats bear, shared with the cards. */
  readonly calls: Budget;
  readonly directory: KeptDirectory;
  readonly orders: OrdersPort;
  readonly people: Pick<People, "identitiesOf" | "find">;
  readonly platforms: readonly string[];
  /** The chats, which are there once they are open. */
  readonly tell: Desk["tell"];
  readonly posts: () => Pick<Posts, "add" | "run" | "get">;
  readonly audit: Audit;
  readonly clocks: Clocks;
  readonly failed: (cause: unknown) => void;
}

export interface Oncall {
  readonly port: OncallPort;
  /** Begins to look for people; gives what ends it. To be called once the chats are there. */
  readonly begin: () => () => void;
}

/** How often it is looked at what is due, in milliseconds. */
const sweepEveryMs = 1_000;

/** Who is on call, and who is called when. */
export function openOncall(parts: OncallParts): Oncall {
  const { store, config, settings, incidents, calls, directory, people, platforms, tell, posts } = parts;
  const { clocks, failed } = parts;
  // Only what is owed to the chats is dated by the machine's clock, as all that is owed to them.
  const now = clocks.calendar;
  const { timeZone, language } = config;
  const numbers = settings?.numbers ?? usualNumbers;
  const channels = cardChannels(config.chat, "alert");
  const say = createSay({ posts, now: clocks.now });
  const rota = openRota({ store, settings, directory, timeZone });
  const reader = { language, timeZone, now };
  const telling = createTelling({
    ...{ people, directory, incidents, calls, tell, say, channels, platforms, language, timeZone, now },
  });
  const escalation = createEscalation({
    ...{ store, incidents, rota, telling, numbers, timeZone, now },
    isSuspended: (view) => isSuspended(parts.orders, view, now()),
  });
  const pages = createPages({ store, incidents, perHour: numbers.pagesPerHour, failed, now });
  const changes = createChanges({ store, rota, now });
  const calendar = createCalendar({
    ...{ incidents, calls, rota, directory, say, channels, numbers, reader },
  });
  const announce = createAnnouncer({
    ...{ orders: parts.orders, say, timeZone, now },
    channels: cardChannels(config.chat, "announcement"),
  });
  const port = createOncallPort({
    ...parts,
    ...{ rota, changes, pages, telling, timeZone, now },
  });
  return {
    port,
    begin: () => {
      incidents.onChange((view) => void escalation.follow(view).catch(failed));
      pages.tellAll();
      let busy = false;
      const sweep = async (): Promise<void> => {
        if (busy) return;
        busy = true;
        try {
          await escalation.sweep();
          await calendar();
          await announce();
        } catch (cause) {
          failed(cause);
        } finally {
          busy = false;
        }
      };
      const timer = setInterval(() => void sweep(), sweepEveryMs);
      return () => clearInterval(timer);
    },
  };
}
