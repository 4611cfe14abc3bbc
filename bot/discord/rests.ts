import { REST, type RESTOptions } from "discord.js";
import type { DiscordConfig } from "../chat/settings.ts";

/**
 * Discord's REST API by clients of their own, so that none holds another up:
 * - acks: the first answer to an interaction, which has three seconds. Discord counts these for no limit.
 * - replies: what is sent by an interaction's token, which counts for that interaction alone.
 * - posts: all that is done by the bot's token. What is too fast waits its turn for a moment; where that is not
 *   enough it is said at once, and whoever asked decides.
 */
export interface Rests {
  readonly acks: REST;
  readonly replies: REST;
  readonly posts: REST;
  readonly stop: () => void;
}

/** In milliseconds. Many at once (50 requests a second, 10 new direct messages) are soon through in order. */
const shortWaitMs = 2_000;

export function createRests(
  { api, token }: Pick<DiscordConfig, "api" | "token">,
  options: Pick<Partial<RESTOptions>, "makeRequest"> = {},
): Rests {
  const usual = { ...options, api, timeout: 10_000, retries: 0 };
  const acks = new REST({ ...usual, timeout: 2_500, retries: 1, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  const replies = new REST({
    ...usual,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    rejectOnRateLimit: () => true,
  });
  const posts = new REST({
    ...usual,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > shortWaitMs,
  }).setToken(token);
  return {
    acks,
    replies,
    // After one 401 it forgets its token for good; the next request is to be refused by Discord, not by itself.
    get posts() {
      return posts.setToken(token);
    },
    stop: () => {
      for (const rest of [acks, replies, posts]) {
        rest.clearHandlerSweeper();
        rest.clearHashSweeper();
      }
    },
  };
}
