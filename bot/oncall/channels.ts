import type { Reply } from "../../handlers/kit/reply.ts";
import { type CardChannel, cardArrival, cardInvocation } from "../chat/card-channels.ts";
import type { Posts } from "../chat/posts.ts";

export type Channel = CardChannel;

/** The author is nobody in the chat. */
const author = "oncall";

export interface SayParts {
  readonly posts: () => Pick<Posts, "add" | "run" | "get">;
  readonly now: () => number;
}

/**
 * Says something in channels, once for each key, over restarts. Resolves when it is on the disk.
 * @param under the card in whose thread it stands, where that card was posted
 */
export type Say = (
  channels: readonly Channel[],
  key: string,
  reply: (channel: Channel) => Reply,
  under?: string,
) => Promise<void>;

export const createSay =
  ({ posts, now }: SayParts): Say =>
  async (channels, key, reply, under) => {
    for (const where of channels) {
      const card = under === undefined ? undefined : cardInvocation(under, where);
      const thread = card === undefined || posts().get(card) === undefined ? {} : { under: card };
      const arrival = { ...cardArrival(`oncall:${key}`, author, where, now()), anyone: true as const, ...thread };
      const said = { reply: { ...reply(where), privacy: "place" as const }, final: true, status: "done" as const };
      if (await posts().add(arrival, said)) posts().run(arrival);
    }
  };
