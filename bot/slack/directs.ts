import { LRUCache } from "lru-cache";
import type { Place } from "../chat/arrival.ts";

/**
 * People's direct messages with the bot. Those of two people have ids of the same kind, slash commands can be typed
 * there too, and the bot is not in them; only somebody's own, once it is known, tells the others apart.
 */
export interface Directs {
  readonly learn: (user: string, channel: string) => void;
  /** Until somebody's own is known, any is taken for it: what is private goes to the person anyhow. */
  readonly kindOf: (user: string, channel: string) => Place["kind"];
}

export const isDirect = (channel: string): boolean => channel.startsWith("D");

export function createDirects(): Directs {
  const own = new LRUCache<string, string>({ max: 20_000 });
  return {
    learn: (user, channel) => {
      if (isDirect(channel)) own.set(user, channel);
    },
    kindOf: (user, channel) => {
      if (!isDirect(channel)) return "channel";
      const known = own.get(user);
      return known === undefined || known === channel ? "direct" : "channel";
    },
  };
}
