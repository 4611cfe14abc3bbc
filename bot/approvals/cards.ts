import type { Arrival } from "../chat/arrival.ts";
import type { Posts } from "../chat/posts.ts";
import type { ChatConfig } from "../chat/settings.ts";
import type { Delivery } from "../delivery.ts";
import type { Logger } from "../log.ts";
import type { MessagePort } from "../message.ts";
import type { ApprovalBook } from "./approvals.ts";

/** A channel in which approvers are asked. */
export interface CardChannel {
  readonly platform: string;
  readonly workspace: string;
  readonly channel: string;
}

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

/** The approvers' channels that are set; none: requests are only listed and told of. */
export function cardChannels({ slack, discord }: ChatConfig): CardChannel[] {
  const all = [
    { platform: "slack", workspace: slack?.workspace, channel: slack?.channels.approval },
    { platform: "discord", workspace: discord?.guild, channel: discord?.channels.approval },
  ];
  return all.flatMap(({ platform, workspace, channel }) =>
    workspace === undefined || channel === undefined ? [] : [{ platform, workspace, channel }],
  );
}

/** The author of a card is nobody in the chat. */
const author = "approvals";
const keyOf = (number: number): string => `card:${number}`;

/**
 * One card for each request in each channel. A card is a message that is owed like any other: written down before it is
 * posted, tried again over failures and restarts, edited where it stands, and over once it shows how the request ended.
 */
export function createCards({ book, channels, posts, delivery, now, log }: CardsParts): Cards {
  const post = async (number: number, { platform, workspace, channel }: CardChannel): Promise<void> => {
    const arrival: Arrival = {
      invocation: `${platform}:approval:${number}:${channel}`,
      identity: { platform, workspace, user: author },
      place: { channel, kind: "channel" },
      line: "",
      confirmed: false,
      attachments: [],
      at: now(),
      card: number,
    };
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
