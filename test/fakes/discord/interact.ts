import { randomBytes } from "node:crypto";
import { guildObject } from "./guild.ts";
import type { Fields } from "./limits/walk.ts";
import { appPermissions, channelObject, memberInChannel, messageObject, userObject } from "./objects.ts";
import { refused } from "./refused.ts";
import { tokenOf } from "./routes/webhooks.ts";
import type { Account, Channel, Interaction, Message, World } from "./world.ts";

/** What came of something a person did: how the app answered it first, or that it did not in time. */
export interface Acted {
  /** The interaction's id. */
  readonly interaction: string;
  /** nothing: "The application did not respond." */
  readonly answer: "message" | "deferred" | "update" | "deferred-update" | "choices" | "modal" | "nothing";
  /** Milliseconds from sending the interaction to its first answer; with "nothing" to giving up. */
  readonly tookMs: number;
  /** For a message, deferred or not: only the person sees it. */
  readonly ephemeral: boolean;
  /** What the answer held. */
  readonly data: Fields;
}

/** Brings an interaction to the app; resolves when it is answered, or may not be answered any more. */
export async function interact(
  world: World,
  account: Account,
  channel: Channel,
  type: Interaction["type"],
  data: Fields,
  source?: Message,
): Promise<Acted> {
  const id = world.newId();
  const token = tokenOf(id, randomBytes(24).toString("hex"));
  const at = world.clock.now();
  const base = { id, token, type, person: account.id, channel: channel.id, at, payload: {} };
  const interaction: Interaction = source === undefined ? base : { ...base, source };
  world.interactions.set(id, interaction);
  interaction.payload = interactionObject(world, interaction, account, channel, data);
  world.dispatch("INTERACTION_CREATE", interaction.payload, 0);
  const until = at + world.settings.answerMs;
  while (interaction.callback === undefined && world.clock.now() <= until) {
    await world.nextChange(account.id, Math.min(50, until - world.clock.now() + 1));
  }
  const { callback, original } = interaction;
  const ephemeral = original?.onlyFor !== undefined;
  const came = { interaction: id, ephemeral, data: callback?.data ?? {} };
  if (callback === undefined) return { ...came, answer: "nothing", tookMs: world.clock.now() - at };
  return { ...came, answer: answers[callback.type] ?? "nothing", tookMs: callback.at - at };
}

const answers: Readonly<Record<number, Acted["answer"]>> = {
  4: "message",
  5: "deferred",
  6: "deferred-update",
  7: "update",
  8: "choices",
  9: "modal",
};

/** .../interactions/receiving-and-responding#interaction-object */
function interactionObject(
  world: World,
  { id, token, type, source }: Interaction,
  account: Account,
  channel: Channel,
  data: Fields,
): Fields {
  const direct = channel.kind === "direct";
  if (!direct && channel.deleted) throw refused.unknownChannel();
  return {
    id,
    application_id: world.application,
    type,
    token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: channelObject(world, channel),
    locale: account.locale,
    app_permissions: appPermissions(channel),
    attachment_size_limit: 10 * 1024 * 1024,
    entitlements: [],
    context: direct ? 1 : 0,
    authorizing_integration_owners: { 0: channel.guild ?? "0" },
    ...(direct
      ? { user: userObject(account) }
      : {
          guild_id: channel.guild,
          guild: { id: channel.guild, locale: "en-US", features: guildObject(world)["features"] },
          guild_locale: "en-US",
          member: memberInChannel(account),
        }),
    ...(source === undefined ? {} : { message: messageObject(world, source) }),
  };
}
