import { decoded, type Fields, listOf, textOf } from "../json.ts";
import { directOf, newTs, withIds } from "../make.ts";
import { touched } from "../watch.ts";
import type { Channel, Post, World } from "../world.ts";
import { visibleChannel } from "./conversations.ts";
import { ApiError, type Method, needs, requireMessage } from "./method.ts";

/** The argument `blocks`, which comes as JSON in a string; undefined when it was left out. */
function blocksOf(args: Fields): readonly unknown[] | undefined {
  if (args["blocks"] === undefined) return undefined;
  const blocks = decoded(args["blocks"]);
  if (!Array.isArray(blocks)) throw new ApiError("invalid_blocks_format");
  return blocks;
}

/** Where a message may be posted: a channel that the bot is in, or somebody's direct messages by their own id. */
export function postingPlace(world: World, id: unknown): Channel {
  const account = world.accounts.get(textOf(id));
  if (account !== undefined) {
    if (account.unreachable !== undefined) throw new ApiError(account.unreachable);
    if (account.deleted) throw new ApiError("user_disabled");
    if (account.bot) throw new ApiError("cannot_dm_bot");
    return directOf(world, account.id);
  }
  const channel = visibleChannel(world, id);
  const unreachable = channel.user === undefined ? undefined : world.accounts.get(channel.user)?.unreachable;
  if (unreachable !== undefined) throw new ApiError(unreachable);
  if (channel.archived) throw new ApiError("is_archived");
  if (!channel.bot && !(channel.kind === "public" && world.options.scopes.includes("chat:write.public")))
    throw new ApiError("not_in_channel");
  return channel;
}

/**
 * docs.slack.dev/messaging: thread_ts is that of the message which begins the thread, never that of an answer in it.
 */
function requireThread(world: World, channel: string, sent: Fields): void {
  const thread = textOf(sent["thread_ts"]);
  if (thread === "") return;
  const parent = world.posts.find((post) => post.channel === channel && post.ts === thread);
  if (parent === undefined || parent.deleted) throw new ApiError("thread_not_found");
  if (parent.thread !== undefined) throw new ApiError("invalid_arguments", { errors: ["thread_ts is an answer's"] });
}

/** Keeps a new message. Its blocks are taken as they are: they have been looked at. */
export function addPost(
  world: World,
  at: Pick<Post, "channel" | "by" | "to">,
  { text, blocks, sent = {} }: { text: string; blocks: readonly unknown[]; sent?: Fields },
): Post {
  requireThread(world, at.channel, sent);
  const post: Post = {
    ...at,
    ts: newTs(world),
    versions: [{ text, blocks: withIds(blocks), at: world.clock.now() }],
    files: [],
    thread: textOf(sent["thread_ts"]) || undefined,
    sent,
    deleted: false,
  };
  world.posts.push(post);
  touched(world, post);
  return post;
}

/** A message object as it stands in answers and payloads. */
export function messageObject(world: World, post: Post): Fields {
  const last = post.versions.at(-1);
  const { options } = world;
  return {
    type: "message",
    user: post.by,
    ts: post.ts,
    team: options.team,
    text: last?.text ?? "",
    blocks: last?.blocks ?? [],
    ...(post.by === options.botUser ? { bot_id: options.botId, app_id: options.appId } : {}),
    ...(post.versions.length > 1 ? { edited: { user: post.by, ts: post.ts } } : {}),
    ...(post.thread === undefined ? {} : { thread_ts: post.thread }),
  };
}

/** The bot's own message that everybody in its channel can see. */
function ownPost(world: World, args: Fields, foreign: string): Post {
  // A person's id is no channel here, unlike in chat.postMessage.
  const channel = visibleChannel(world, args["channel"]);
  if (channel.archived) throw new ApiError("is_inactive");
  if (!channel.bot) throw new ApiError("not_in_channel");
  const post = world.posts.find((each) => each.channel === channel.id && each.ts === textOf(args["ts"]));
  if (post === undefined || post.deleted || post.to !== undefined) throw new ApiError("message_not_found");
  if (post.by !== world.options.botUser) throw new ApiError(foreign);
  return post;
}

const writes = needs("chat:write");

export const chatMethods: Readonly<Record<string, Method>> = {
  "chat.postMessage": {
    tier: "post",
    needs: writes,
    run: (args, world) => {
      const channel = postingPlace(world, args["channel"]);
      const blocks = blocksOf(args);
      requireMessage({ text: args["text"], ...(blocks === undefined ? {} : { blocks }) });
      const at = { channel: channel.id, by: world.options.botUser, to: undefined };
      const post = addPost(world, at, { text: textOf(args["text"]), blocks: blocks ?? [], sent: args });
      return { channel: channel.id, ts: post.ts, message: messageObject(world, post) };
    },
  },
  "chat.postEphemeral": {
    tier: 4,
    needs: writes,
    run: (args, world) => {
      const channel = postingPlace(world, args["channel"]);
      const user = textOf(args["user"]);
      if (!channel.members.has(user)) throw new ApiError("user_not_in_channel");
      const blocks = blocksOf(args);
      requireMessage({ text: args["text"], ...(blocks === undefined ? {} : { blocks }) });
      const at = { channel: channel.id, by: world.options.botUser, to: user };
      const post = addPost(world, at, { text: textOf(args["text"]), blocks: blocks ?? [], sent: args });
      return { message_ts: post.ts };
    },
  },
  "chat.update": {
    tier: 3,
    needs: writes,
    run: (args, world) => {
      const post = ownPost(world, args, "cant_update_message");
      const last = post.versions.at(-1);
      // What is left out stays as it was; blocks are taken away by an empty list.
      const blocks = blocksOf(args) ?? last?.blocks ?? [];
      const text = args["text"] === undefined ? (last?.text ?? "") : textOf(args["text"]);
      const ids = args["file_ids"] === undefined ? undefined : listOf(decoded(args["file_ids"])).map(textOf);
      requireMessage({ text, blocks }, true);
      if (ids !== undefined) {
        const files = ids.map((id) => world.files.get(id));
        if (files.some((file) => file === undefined || !file.complete)) throw new ApiError("file_not_found");
        post.files.splice(0, post.files.length, ...files.filter((file) => file !== undefined));
      }
      post.versions.push({ text, blocks: withIds(blocks), at: world.clock.now() });
      touched(world, post);
      return { channel: post.channel, ts: post.ts, text, message: messageObject(world, post) };
    },
  },
  "chat.delete": {
    tier: 3,
    needs: writes,
    run: (args, world) => {
      const post = ownPost(world, args, "cant_delete_message");
      post.deleted = true;
      touched(world, post);
      return { channel: post.channel, ts: post.ts };
    },
  },
};
