import type { OrdersPort } from "../../handlers/kit/orders.ts";
import { announcement } from "../../handlers/maintenance/announcement.ts";
import type { CardChannel } from "../chat/card-channels.ts";
import type { Say } from "../oncall/channels.ts";
import { windowsIn } from "./windows.ts";

export interface AnnounceParts {
  readonly orders: OrdersPort;
  readonly say: Say;
  /** The announcement channels. */
  readonly channels: readonly CardChannel[];
  readonly timeZone: string;
  readonly now: () => number;
}

type Stage = Parameters<typeof announcement>[0];
/** What is older is no news: messages that were posted are not remembered for ever. */
const newsMs = 20 * 24 * 3_600_000;

/** Tells everybody of each window: that it is planned, has begun, is over or is called off; each once. */
export function createAnnouncer({ orders, say, channels, timeZone, now }: AnnounceParts): () => Promise<void> {
  const done = new Set<string>();
  return async () => {
    for (const window of windowsIn(orders)) {
      const { id, iat, from, until } = window;
      // One that was ended is an order of its own, over as it was given.
      const stage: Stage =
        until > now() ? (from > now() ? "planned" : "begun") : until === iat && from === iat ? "off" : "over";
      const at = stage === "planned" ? iat : stage === "begun" ? Math.max(iat, from) : until;
      const key = `${id}:${iat}:${stage}`;
      if (done.has(key) || now() - at > newsMs) continue;
      await say(channels, key, () => announcement(stage, window, timeZone));
      done.add(key);
    }
  };
}
