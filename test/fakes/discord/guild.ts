import type { Fields } from "./limits/walk.ts";
import { channelObject, iso, memberObject, ordinary } from "./objects.ts";
import type { World } from "./world.ts";

/** A guild as discord.js reads it. https://docs.discord.com/developers/resources/guild#guild-object */
export function guildObject(world: World): Fields {
  const { id, name } = world.guild;
  const everyone = {
    id,
    name: "@everyone",
    color: 0,
    hoist: false,
    position: 0,
    permissions: String(ordinary),
    managed: false,
    mentionable: false,
    flags: 0,
  };
  return {
    id,
    name,
    icon: null,
    owner_id: "100000000000000001",
    features: [],
    roles: [everyone],
    emojis: [],
    stickers: [],
    preferred_locale: "en-US",
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    system_channel_flags: 0,
    afk_timeout: 300,
  };
}

/** GUILD_CREATE: the guild with what the bot sees in it. .../events/gateway-events#guild-create */
export const guildCreate = (world: World): Fields => ({
  ...guildObject(world),
  joined_at: iso(0),
  large: false,
  unavailable: false,
  member_count: [...world.people.values()].filter(({ member }) => member).length,
  members: [memberObject(world.bot)],
  channels: [...world.channels.values()]
    .filter(({ guild, deleted }) => guild === world.guild.id && !deleted)
    .map((each) => channelObject(world, each)),
  threads: [],
  presences: [],
  voice_states: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
});
