import { channelFor, createMessage, deleteMessage, editMessage } from "../messages.ts";
import { channelObject, messageObject } from "../objects.ts";
import { createWindows } from "../rates.ts";
import { refused } from "../refused.ts";
import { type Call, done, ok, param, type Route } from "../router.ts";
import type { Message, World } from "../world.ts";

/** Messages by the bot's own token. https://docs.discord.com/developers/resources/message#endpoints */
export function channelRoutes(world: World): Route[] {
  const path = "/channels/:channel/messages";
  const take = createWindows(world.clock.now);
  const one = (call: Call): Message => {
    const channel = channelFor(world, param(call, "channel"), "view");
    const message = world.messages.get(param(call, "message"));
    // Ephemeral messages are not in their channel: the bot's token does not find them.
    if (message?.channel !== channel.id || message.deleted || message.onlyFor !== undefined) {
      throw refused.unknownMessage();
    }
    return message;
  };
  const ours = (call: Call): Message => {
    const message = one(call);
    if (message.author !== world.bot.id) throw refused.notOurs();
    return message;
  };
  return [
    {
      method: "POST",
      path,
      by: "bot",
      rate: "createMessage",
      handle: (call) => {
        const channel = channelFor(world, param(call, "channel"), "send");
        const { nonce, enforce_nonce } = call.fields;
        const key = typeof nonce === "string" || typeof nonce === "number" ? String(nonce) : undefined;
        const before = key === undefined || enforce_nonce !== true ? undefined : sameNonce(world, key);
        if (before !== undefined) return ok(messageObject(world, before));
        const sent = { body: call.fields, uploads: call.uploads };
        const about = { channel: channel.id, author: world.bot.id, ...(key === undefined ? {} : { nonce: key }) };
        return ok(messageObject(world, createMessage(world, sent, about, "create")));
      },
    },
    {
      method: "GET",
      path,
      by: "bot",
      rate: "other",
      handle: (call) => {
        const channel = channelFor(world, param(call, "channel"), "view");
        const all = (world.inboxes.get(channel.id) ?? []).filter(({ deleted }) => !deleted);
        return ok(
          all
            .toReversed()
            .slice(0, 50)
            .map((each) => messageObject(world, each)),
        );
      },
    },
    {
      method: "GET",
      path: `${path}/:message`,
      by: "bot",
      rate: "other",
      handle: (call) => ok(messageObject(world, one(call))),
    },
    {
      method: "PATCH",
      path: `${path}/:message`,
      by: "bot",
      rate: "editMessage",
      handle: (call) => {
        const message = ours(call);
        const old = world.clock.now() - (message.history[0]?.at ?? 0) > 3_600_000;
        const taken = old ? take(message.channel, world.settings.rates.editOldMessage) : undefined;
        if (taken?.allowed === false) throw refused.oldEdit(taken.afterMs);
        editMessage(world, message, { body: call.fields, uploads: call.uploads }, "edit");
        return ok(messageObject(world, message));
      },
    },
    {
      // https://docs.discord.com/developers/resources/channel#start-thread-from-message: its id is the message's.
      method: "POST",
      path: `${path}/:message/threads`,
      by: "bot",
      rate: "other",
      handle: (call) => {
        const { id, channel: parent } = one(call);
        const name = call.fields["name"];
        if (typeof name !== "string" || name.length === 0 || name.length > 100)
          throw refused.invalid([
            { path: ["name"], code: "BASE_TYPE_BAD_LENGTH", message: "Must be between 1 and 100" },
          ]);
        if (world.channels.has(id)) throw refused.hasThread();
        const { guild, bot } = channelFor(world, parent, "send");
        const thread = { id, name, kind: "text", parent, deleted: false, bot, ...(guild && { guild }) } as const;
        world.channels.set(id, { ...thread, bot: { ...bot } });
        return ok({ ...channelObject(world, thread), type: 11, parent_id: parent });
      },
    },
    {
      method: "DELETE",
      path: `${path}/:message`,
      by: "bot",
      rate: "deleteMessage",
      handle: (call) => {
        deleteMessage(world, ours(call));
        return done;
      },
    },
  ];
}

/**
 * The bot's message of this nonce, if it is not too old. The documentation speaks of the author alone, not of the
 * channel, so a nonce used in another channel counts too.
 */
function sameNonce(world: World, nonce: string): Message | undefined {
  const since = world.clock.now() - world.settings.nonceMs;
  return [...world.messages.values()].find(
    (each) => each.nonce === nonce && each.author === world.bot.id && (each.history[0]?.at ?? 0) > since,
  );
}
