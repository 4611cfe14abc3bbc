import { LRUCache } from "lru-cache";
import type { WebClient } from "./clients.ts";
import { isDirect } from "./directs.ts";
import { codeOf, sendErrorOf } from "./faults.ts";

/**
 * Whose a channel is.
 * - own: only of this workspace.
 * - shared: others are in it, or are invited to it.
 * - unseen: the bot cannot see it (a private channel that it is not in), so it can post nothing there either.
 */
export type Ownership = "own" | "shared" | "unseen";
/** Rejects with a SendError where Slack does not say. */
export type OwnershipOf = (channel: string) => Promise<Ownership>;

/** A channel can be shared at any time; what was seen is believed so long, in milliseconds. */
const believedMs = 60_000;

export function createOwnership(client: WebClient): OwnershipOf {
  const known = new LRUCache<string, Ownership>({ max: 1_000, ttl: believedMs });
  const asked = new Map<string, Promise<Ownership>>();

  const ask = async (channel: string): Promise<Ownership> => {
    try {
      const { channel: found } = await client.conversations.info({ channel });
      if (found === undefined) return "unseen";
      const isShared = [found.is_ext_shared, found.is_pending_ext_shared, found.is_org_shared].includes(true);
      return isShared ? "shared" : "own";
    } catch (error) {
      // The app asks for no scope to look at the messages of several people, in which it never is.
      if (["channel_not_found", "missing_scope"].includes(codeOf(error) ?? "")) return "unseen";
      throw sendErrorOf("looking a channel up", error);
    }
  };
  return async (channel) => {
    if (isDirect(channel)) return "unseen";
    const seen = known.get(channel);
    if (seen !== undefined) return seen;
    const going = asked.get(channel) ?? ask(channel).finally(() => asked.delete(channel));
    asked.set(channel, going);
    const ownership = await going;
    known.set(channel, ownership);
    return ownership;
  };
}
