import { flag, type MessageKind } from "./limits/message.ts";
import { type Fields, fieldsOf, listOf, textOf } from "./limits/walk.ts";
import { fileProblems, messageProblems } from "./limits.ts";
import { messageObject } from "./objects.ts";
import { Refused, refused } from "./refused.ts";
import { type Channel, intent, type Look, type Message, type StoredFile, type World } from "./world.ts";

/** A file as it came with a request. */
export interface Upload {
  /** n of files[n]. */
  readonly index: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The JSON of a message, and the files that came with it. */
export interface Sent {
  readonly body: Fields;
  readonly uploads: readonly Upload[];
}

/** Makes a message. Throws a Refused where Discord would not take it. */
export function createMessage(
  world: World,
  sent: Sent,
  about: Pick<Message, "channel" | "author"> & Partial<Pick<Message, "onlyFor" | "interaction" | "nonce">>,
  kind: MessageKind,
): Message {
  const blank = { at: 0, content: "", embeds: [], components: [], files: [], flags: 0, allowedMentions: undefined };
  const look = changed(world, blank, sent, kind);
  const flags = look.flags | (about.onlyFor === undefined ? 0 : flag.ephemeral);
  return place(world, { ...about, id: world.newId() }, { ...look, flags });
}

/** Puts a message where it belongs, without asking whether it is in order. */
export function place(world: World, about: Omit<Message, "look" | "history" | "deleted">, look: Look): Message {
  const message: Message = { ...about, look, history: [look], deleted: false };
  world.messages.set(message.id, message);
  const key = message.onlyFor ?? message.channel;
  const inbox = world.inboxes.get(key) ?? [];
  world.inboxes.set(key, inbox);
  inbox.push(message);
  announce(world, "MESSAGE_CREATE", message, messageObject(world, message));
  return message;
}

/** Changes a message: what the body does not name stays. Throws a Refused where Discord would not take it. */
export function editMessage(world: World, message: Message, sent: Sent, kind: MessageKind): void {
  message.look = changed(world, message.look, sent, kind);
  message.history.push(message.look);
  announce(world, "MESSAGE_UPDATE", message, messageObject(world, message));
}

export function deleteMessage(world: World, message: Message): void {
  message.deleted = true;
  announce(world, "MESSAGE_DELETE", message, { id: message.id, channel_id: message.channel });
}

/** What `sent` makes of a look. */
function changed(world: World, before: Look, { body, uploads }: Sent, kind: MessageKind): Look {
  const wasV2 = (before.flags & flag.componentsV2) !== 0;
  const problems = messageProblems(body, kind, wasV2);
  if (problems.length > 0) throw refused.invalid(problems);
  if (fileProblems(uploads.map(({ bytes }) => bytes.length)).length > 0) throw refused.tooLarge();
  const given = <T>(name: string, read: (value: unknown) => T, old: T): T => {
    const value = body[name];
    return value === undefined ? old : read(value);
  };
  const lasting = before.flags & ~(flag.loading | flag.suppressEmbeds);
  const flags = given("flags", Number, before.flags & flag.suppressEmbeds) & ~flag.ephemeral;
  const look: Look = {
    at: world.clock.now(),
    content: given("content", textOf, before.content),
    embeds: given("embeds", listOf, before.embeds),
    components: given("components", listOf, before.components),
    files: filesOf(world, before, body["attachments"], uploads),
    flags: lasting | flags,
    allowedMentions: body["allowed_mentions"],
  };
  const nothing = look.content.trim() === "" && look.embeds.length + look.components.length + look.files.length === 0;
  if (nothing) throw refused.empty();
  return look;
}

/**
 * New files are added; `attachments`, where it is there, says which old ones stay, and names the new ones by their
 * index. https://docs.discord.com/developers/reference#editing-message-attachments
 */
function filesOf(world: World, before: Look, attachments: unknown, uploads: readonly Upload[]): StoredFile[] {
  const listed = listOf(attachments).map(fieldsOf);
  for (const { id } of listed) {
    const known = [...before.files.map((file) => file.id), ...uploads.map(({ index }) => index)];
    if (!known.includes(String(id))) throw new Refused(400, 50_035, `Invalid Form Body: attachment ${String(id)}`);
  }
  const named = (index: string) => listed.find(({ id }) => String(id) === index)?.["filename"];
  const fresh = uploads.map(({ index, name, type, bytes }) => {
    const file = { id: world.newId(), name: textOf(named(index)) || name, type, bytes };
    world.files.set(file.id, file);
    return file;
  });
  const kept = before.files.filter(
    (file) => attachments === undefined || listed.some(({ id }) => String(id) === file.id),
  );
  return [...kept, ...fresh];
}

/** What `direct` is for is one person's; what stands in a channel may be seen by all. */
function announce(world: World, event: string, message: Message, data: Fields): void {
  const channel = world.channels.get(message.channel);
  world.changed(message.onlyFor ?? channel?.person);
  if (message.onlyFor !== undefined || channel === undefined) return;
  const direct = channel.kind === "direct";
  const guild = direct ? {} : { guild_id: channel.guild };
  world.dispatch(event, { ...data, ...guild }, direct ? intent.directMessages : intent.guildMessages);
}

/** The channel, where the bot may use it as `act` says. Throws the Refused that Discord would answer. */
export function channelFor(world: World, id: string, act: "view" | "send"): Channel {
  const channel = world.channels.get(id);
  if (channel === undefined || channel.deleted) throw refused.unknownChannel();
  if (channel.kind === "text") {
    if ((channel.guild === world.guild.id && !world.guild.present) || !channel.bot.view) throw refused.missingAccess();
    if (act === "send" && !channel.bot.send) throw refused.missingPermissions();
  } else if (act === "send") {
    const person = world.people.get(channel.person ?? "");
    if (person?.direct !== "open") throw refused.closed();
    if (!person.member || !world.guild.present) throw refused.noMutualGuilds();
  }
  return channel;
}
