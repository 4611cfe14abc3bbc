import { componentsIn, type Fields, fieldsOf, isFields } from "./limits/walk.ts";
import type { Account, Channel, Message, StoredFile, World } from "./world.ts";

// What Discord sends of its objects, as far as discord.js reads them.

export const userObject = ({ id, name, bot }: Account): Fields => ({
  id,
  username: name,
  global_name: name,
  discriminator: "0",
  avatar: null,
  bot,
  public_flags: 0,
  flags: 0,
});

export const iso = (ms: number) => new Date(ms).toISOString();
/** VIEW_CHANNEL, SEND_MESSAGES, EMBED_LINKS, ATTACH_FILES, READ_MESSAGE_HISTORY, USE_APPLICATION_COMMANDS. */
export const ordinary = (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 31n);
const administrator = 1n << 3n;

export const memberObject = (account: Account): Fields => ({
  user: userObject(account),
  nick: null,
  avatar: null,
  roles: account.roles,
  joined_at: iso(0),
  deaf: false,
  mute: false,
  flags: 0,
  pending: false,
});

/** Whether a member has all of these permissions (a bit set in decimal digits); "0" is for administrators alone. */
export const mayUse = (account: Account, permissions: string): boolean =>
  account.administrator || (permissions !== "0" && (ordinary & BigInt(permissions)) === BigInt(permissions));

/** A member as an interaction has it: with permissions in that channel. */
export const memberInChannel = (account: Account): Fields => ({
  ...memberObject(account),
  permissions: String(account.administrator ? ordinary | administrator : ordinary),
});

export const appPermissions = ({ kind, bot }: Channel): string =>
  String(kind === "direct" || bot.send ? ordinary : ordinary & ~(1n << 11n));

export function channelObject(world: World, channel: Channel): Fields {
  const { id, name, kind, person, guild } = channel;
  const other = world.people.get(person ?? "");
  if (kind === "direct") {
    return { id, type: 1, flags: 0, last_message_id: null, recipients: other === undefined ? [] : [userObject(other)] };
  }
  return {
    id,
    type: 0,
    guild_id: guild,
    name,
    position: 0,
    permission_overwrites: channel.bot.view ? [] : [{ id: world.bot.id, type: 1, allow: "0", deny: String(1 << 10) }],
    nsfw: false,
    topic: null,
    parent_id: null,
    rate_limit_per_user: 0,
    flags: 0,
  };
}

export const fileObject = (world: World, { id, name, type, bytes }: StoredFile): Fields => ({
  id,
  filename: name,
  size: bytes.length,
  content_type: type,
  url: `${world.address}/attachments/${id}/${encodeURIComponent(name)}?ex=0&is=0&hm=0`,
  proxy_url: `${world.address}/attachments/${id}/${encodeURIComponent(name)}`,
});

export function messageObject(world: World, message: Message): Fields {
  const { id, channel, author, look, history, nonce, interaction } = message;
  const account = world.people.get(author);
  const asked = interaction === undefined ? undefined : world.interactions.get(interaction);
  return {
    id,
    channel_id: channel,
    author: account === undefined ? {} : userObject(account),
    content: look.content,
    timestamp: iso(history[0]?.at ?? look.at),
    edited_timestamp: history.length > 1 ? iso(look.at) : null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: look.files.map((file) => fileObject(world, file)),
    embeds: look.embeds,
    pinned: false,
    type: asked === undefined ? 0 : 20,
    flags: look.flags,
    components: numbered(look.components),
    ...(nonce === undefined ? {} : { nonce }),
    ...(asked === undefined ? {} : { webhook_id: world.application, application_id: world.application }),
  };
}

/** Discord numbers components that have no id. */
function numbered(components: readonly unknown[]): readonly unknown[] {
  const copy: unknown = structuredClone(components);
  const all = componentsIn(copy);
  for (const [at, [each]] of all.entries()) {
    if (isFields(each) && fieldsOf(each)["id"] === undefined) Object.assign(each, { id: at + 1 });
  }
  return Array.isArray(copy) ? copy : [];
}
