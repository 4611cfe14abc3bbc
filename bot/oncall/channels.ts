import type { Reply } from "../../handlers/kit/reply.ts";
import type { Arrival } from "../chat/arrival.ts";
import type { Posts } from "../chat/posts.ts";
import type { ChatConfig } from "../chat/settings.ts";

/** A channel in which the bot says something by itself. */
export interface Channel {
  readonly platform: string;
  readonly workspace: string;
  readonly channel: string;
}

/** The channels of one kind that are set. */
export function channelsOf({ slack, discord }: ChatConfig, kind: "alert" | "announcement"): readonly Channel[] {
  const all = [
    { platform: "slack", workspace: slack?.workspace, channel: slack?.channels[kind] },
    { platform: "discord", workspace: discord?.guild, channel: discord?.channels[kind] },
  ];
  return all.flatMap(({ platform, workspace, channel }) =>
    workspace === undefined || channel === undefined ? [] : [{ platform, workspace, channel }],
  );
}

/** The author is nobody in the chat. */
const author = "oncall";

export interface SayParts {
  readonly posts: () => Pick<Posts, "add" | "run">;
  readonly now: () => number;
}

/** Says something in channels, once for each key, over restarts. Resolves when it is on the disk. */
export type Say = (channels: readonly Channel[], key: string, reply: (channel: Channel) => Reply) => Promise<void>;

export const createSay =
  ({ posts, now }: SayParts): Say =>
  async (channels, key, reply) => {
    for (const to of channels) {
      const { platform, workspace, channel } = to;
      const arrival: Arrival = {
        invocation: `${platform}:oncall:${key}:${channel}`,
        identity: { platform, workspace, user: author },
        place: { channel, kind: "channel" },
        line: "",
        confirmed: false,
        attachments: [],
        at: now(),
        anyone: true,
      };
      const said = { reply: { ...reply(to), privacy: "place" as const }, final: true, status: "done" as const };
      if (await posts().add(arrival, said)) posts().run(arrival);
    }
  };
