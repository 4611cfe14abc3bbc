import { deleteMessage } from "../messages.ts";
import { channelObject } from "../objects.ts";
import { type Channel, intent, type World } from "../world.ts";

/** A text channel, as those who run the server see it. */
export interface ChannelDriver {
  readonly id: string;
  readonly name: string;
  readonly remove: () => void;
  /** Changes what the bot may do there. */
  readonly allow: (bot: Partial<Channel["bot"]>) => void;
}

/** Gives a text channel by its name, and makes it when it is not there; in our guild unless another's id is given. */
export function createChannels(world: World) {
  const event = (name: string, data: unknown) => world.dispatch(name, data, intent.guilds);
  const driver = (channel: Channel): ChannelDriver => ({
    id: channel.id,
    name: channel.name,
    remove: () => {
      channel.deleted = true;
      for (const each of world.inboxes.get(channel.id) ?? []) deleteMessage(world, each);
      event("CHANNEL_DELETE", channelObject(world, channel));
    },
    allow: (bot) => {
      channel.bot = { ...channel.bot, ...bot };
      event("CHANNEL_UPDATE", channelObject(world, channel));
    },
  });
  return (name = "general", bot: Partial<Channel["bot"]> = {}, guild = world.guild.id): ChannelDriver => {
    const known = [...world.channels.values()].find(
      (each) => each.name === name && each.guild === guild && !each.deleted,
    );
    if (known !== undefined) return driver(known);
    const rights = { view: true, send: true, ...bot };
    const made: Channel = { id: world.newId(), name, kind: "text", guild, deleted: false, bot: rights };
    world.channels.set(made.id, made);
    event("CHANNEL_CREATE", channelObject(world, made));
    return driver(made);
  };
}
