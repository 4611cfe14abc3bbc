import type { Arrival } from "../chat/arrival.ts";
import { type CardChannel, cardArrival } from "../chat/card-channels.ts";
import type { Posts } from "../chat/posts.ts";
import type { Delivery } from "../delivery.ts";
import type { Logger } from "../log.ts";
import type { MessagePort } from "../message.ts";
import type { ApprovalBook } from "./approvals.ts";

export interface Cards {
  /** Shows a request on its card until the end of it stands there. */
  readonly follow: (number: number, port: MessagePort) => void;
  /** Posts the cards of all that waits and has none yet. */
  readonly postAll: () => void;
}

export interface CardsParts {
  readonly book: ApprovalBook;
  readonly channels: readonly CardChannel[];
  readonly posts: () => Pick<Posts, "add" | "run">;
  readonly delivery: Delivery;
  readonly now: () => number;
  readonly log: Logger;
}

const keyOf = (number: number): string => `card:${number}`;

/**
 * One card for each request in each channel. A card is a message that is owed like any other: written down before it is
 * posted, tried again over failures and restarts, edited where it stands, and over once it shows how the request ended.
 */
export function createCards({ book, channels, posts, delivery, now, log }: CardsParts): Cards {
  const post = async (number: number, channel: CardChannel): Promise<void> => {
    const arrival: Arrival = { ...cardArrival(`approval:${number}`, "approvals", channel, now()), card: number };
    if (await posts().add(arrival, null)) posts().run(arrival);
  };
  const postOn = (number: number): void => {
    for (const channel of channels)
      post(number, channel).catch((cause: unknown) => log.error({ err: cause, number }, "posting an approval's card"));
  };
  book.onChange(({ number, state }) => {
    if (state === "waiting") postOn(number);
    delivery.edit(keyOf(number), book.card(number));
  });
  return {
    follow: (number, port) => delivery.follow(keyOf(number), port, book.card(number)),
    postAll: () => {
      for (const { number } of book.waiting()) postOn(number);
    },
  };
}
