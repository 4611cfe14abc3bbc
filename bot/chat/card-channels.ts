import type { Arrival } from "./arrival.ts";
import type { Channels, ChatConfig } from "./settings.ts";

/** A channel in which the bot itself shows something to all who are there. */
export interface CardChannel {
  readonly platform: string;
  readonly workspace: string;
  readonly channel: string;
}

/** The channels of one kind that are set. */
export function cardChannels({ slack, discord }: ChatConfig, kind: keyof Channels): CardChannel[] {
  const all = [
    { platform: "slack", workspace: slack?.workspace, channel: slack?.channels[kind] },
    { platform: "discord", workspace: discord?.guild, channel: discord?.channels[kind] },
  ];
  return all.flatMap(({ platform, workspace, channel }) =>
    workspace === undefined || channel === undefined ? [] : [{ platform, workspace, channel }],
  );
}

/** The same message of the same thing in the same channel is one, over restarts. */
export const cardInvocation = (what: string, { platform, channel }: CardChannel): string =>
  `${platform}:${what}:${channel}`;

/**
 * What a card is owed as. Its author is nobody in the chat.
 * @param what `approval:12`
 */
export const cardArrival = (what: string, author: string, where: CardChannel, at: number): Arrival => ({
  invocation: cardInvocation(what, where),
  identity: { platform: where.platform, workspace: where.workspace, user: author },
  place: { channel: where.channel, kind: "channel" },
  line: "",
  confirmed: false,
  attachments: [],
  at,
});
