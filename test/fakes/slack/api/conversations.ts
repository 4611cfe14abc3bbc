import { type Fields, textOf } from "../json.ts";
import { directOf } from "../make.ts";
import type { Channel, World } from "../world.ts";
import { ApiError, type Method, needs } from "./method.ts";

/** A channel that the bot can see: public ones, and those that it is in. */
export function visibleChannel(world: World, id: unknown): Channel {
  const channel = world.channels.get(textOf(id));
  if (channel === undefined || (channel.kind !== "public" && !channel.bot)) throw new ApiError("channel_not_found");
  return channel;
}

const scopeOf = { public: "channels:read", private: "groups:read", im: "im:read" } as const;

function conversationObject(channel: Channel, world: World): Fields {
  const isIm = channel.kind === "im";
  return {
    id: channel.id,
    ...(isIm ? { user: channel.user } : { name: channel.name }),
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_im: isIm,
    is_private: channel.kind !== "public",
    is_archived: channel.archived,
    is_member: channel.bot,
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_org_shared: false,
    context_team_id: world.options.team,
  };
}

export const conversationMethods: Readonly<Record<string, Method>> = {
  "conversations.info": {
    tier: 3,
    needs: (args, world) => {
      const channel = world.channels.get(textOf(args["channel"]));
      return [scopeOf[channel?.kind ?? "public"]];
    },
    run: (args, world) => ({ channel: conversationObject(visibleChannel(world, args["channel"]), world) }),
  },
  "conversations.open": {
    tier: 3,
    needs: needs("im:write"),
    run: (args, world) => {
      const user = world.accounts.get(textOf(args["users"]));
      if (user === undefined) throw new ApiError("user_not_found");
      if (user.deleted) throw new ApiError("user_disabled");
      if (user.unreachable !== undefined) throw new ApiError(user.unreachable);
      return { channel: { id: directOf(world, user.id).id } };
    },
  },
  "conversations.members": {
    tier: 4,
    needs: (args, world) => {
      const channel = world.channels.get(textOf(args["channel"]));
      return [scopeOf[channel?.kind ?? "public"]];
    },
    run: (args, world) => {
      const channel = visibleChannel(world, args["channel"]);
      const members = [...channel.members, ...(channel.bot ? [world.options.botUser] : [])];
      return { members, response_metadata: { next_cursor: "" } };
    },
  },
};
