import { guildObject } from "../guild.ts";
import { channelFor } from "../messages.ts";
import { channelObject, memberObject, userObject } from "../objects.ts";
import { refused } from "../refused.ts";
import { ok, param, type Route } from "../router.ts";
import type { World } from "../world.ts";

/** Who the bot is, and what it may know of the guild, its channels and members. */
export function aboutRoutes(world: World): Route[] {
  const { application, bot, guild } = world;
  const app = {
    id: application,
    name: bot.name,
    icon: null,
    description: "",
    bot_public: false,
    bot_require_code_grant: false,
    verify_key: "0".repeat(64),
    flags: 0,
    bot: userObject(bot),
    team: null,
  };
  const get = (path: string, handle: Route["handle"]): Route => ({
    method: "GET",
    path,
    by: "bot",
    rate: "other",
    handle,
  });
  const inGuild = (id: string) => {
    if (id !== guild.id) throw refused.unknownGuild();
    if (!guild.present) throw refused.missingAccess();
  };
  return [
    get("/gateway/bot", () =>
      ok({
        url: `${world.address.replace(/^http/u, "ws")}/gateway`,
        shards: 1,
        session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
      }),
    ),
    get("/users/@me", () => ok(userObject(bot))),
    get("/users/@me/guilds", () => ok(guild.present ? [{ id: guild.id, name: guild.name, owner: false }] : [])),
    get("/applications/@me", () => ok(app)),
    get("/oauth2/applications/@me", () => ok(app)),
    get("/guilds/:guild", (call) => {
      inGuild(param(call, "guild"));
      return ok(guildObject(world));
    }),
    get("/guilds/:guild/channels", (call) => {
      inGuild(param(call, "guild"));
      const shown = [...world.channels.values()].filter((each) => each.guild === guild.id && !each.deleted);
      return ok(shown.map((each) => channelObject(world, each)));
    }),
    get("/guilds/:guild/members/:user", (call) => {
      inGuild(param(call, "guild"));
      const account = world.people.get(param(call, "user"));
      if (account === undefined) throw refused.unknownUser();
      if (!account.member) throw refused.unknownMember();
      return ok(memberObject(account));
    }),
    get("/channels/:channel", (call) => ok(channelObject(world, channelFor(world, param(call, "channel"), "view")))),
    {
      method: "POST",
      path: "/users/@me/channels",
      by: "bot",
      rate: "openDirect",
      handle: ({ fields }) => {
        const account = world.people.get(String(fields["recipient_id"]));
        if (account === undefined || account.bot) throw refused.unknownUser();
        return ok(channelObject(world, directChannel(world, account.id)));
      },
    },
  ];
}

/** The channel of a person's direct messages with the bot; made when it is first asked for. */
export function directChannel(world: World, person: string) {
  const known = [...world.channels.values()].find((each) => each.person === person);
  if (known !== undefined) return known;
  const bot = { view: true, send: true };
  const channel = { id: world.newId(), name: "", kind: "direct", person, deleted: false, bot } as const;
  world.channels.set(channel.id, { ...channel, bot });
  return world.channels.get(channel.id) ?? channel;
}
