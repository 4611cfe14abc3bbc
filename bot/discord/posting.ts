import { createHash } from "node:crypto";
import { type RawFile, type REST, Routes } from "discord.js";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { SendError } from "../chat/surface.ts";
import { sendErrorOf } from "./faults.ts";
import { shortened } from "./render/buttons.ts";
import { clean } from "./render/markdown.ts";
import type { DiscordMessage } from "./render/message.ts";
import type { ReplyToken } from "./reply-token.ts";
import type { Rests } from "./rests.ts";

const messageSchema = z.looseObject({ id: z.string().min(1), channel_id: z.string().min(1) });
const channelSchema = z.looseObject({ id: z.string().min(1) });

export interface Posted {
  readonly id: string;
  readonly channel_id: string;
}

/** The requests that messages are made of; each rejects with a SendError and nothing else. */
export interface Posting {
  /** The same `key` within some minutes makes no second message. */
  readonly create: (channel: string, message: DiscordMessage, key: string) => Promise<Posted>;
  /** The same in a new thread under a message. */
  readonly createUnder: (
    channel: string,
    under: string,
    name: string,
    message: DiscordMessage,
    key: string,
  ) => Promise<Posted>;
  readonly edit: (channel: string, id: string, message: DiscordMessage) => Promise<void>;
  /** What the interaction was answered with, changed; it is made where there was only the acknowledgement. */
  readonly editOriginal: (token: ReplyToken, message: DiscordMessage) => Promise<Posted>;
  readonly deleteOriginal: (token: ReplyToken) => Promise<void>;
  /** One more answer to an interaction, which only the person sees. */
  readonly followUp: (token: ReplyToken, message: DiscordMessage) => Promise<Posted>;
  readonly editFollowUp: (token: ReplyToken, id: string, message: DiscordMessage) => Promise<void>;
  /** The channel of the bot's direct messages with somebody. */
  readonly directChannel: (user: string) => Promise<string>;
}

const keptChannels = 5_000;
const ephemeral = 64;
/** After so many minutes without a message a thread is put away. */
const oneDay = 1_440;
const threadName = (name: string): string => shortened(clean(name).replaceAll(/\s+/gu, " ").trim(), 100) || "…";

export function createPosting(rests: Pick<Rests, "posts" | "replies">): Posting {
  const { replies } = rests;
  const posts = (): REST => rests.posts;
  const channels = new LRUCache<string, string>({ max: keptChannels });
  /** By the message that they are under: two that are posted there at the same time make one. */
  const threads = new LRUCache<string, Promise<string>>({ max: keptChannels });
  const ask = async <T>(act: string, request: () => Promise<unknown>, schema: z.ZodType<T>): Promise<T> => {
    let answer: unknown;
    try {
      answer = await request();
    } catch (cause) {
      throw sendErrorOf(act, cause);
    }
    const read = schema.safeParse(answer);
    if (read.success) return read.data;
    throw new SendError("unreachable", `${act}: Discord's answer cannot be read`);
  };
  const sent = ({ body, files }: DiscordMessage, more: object = {}): { body: unknown; files?: RawFile[] } => ({
    body: { ...body, ...more },
    ...(files.length === 0 ? {} : { files }),
  });
  const noAuth = { auth: false } as const;

  const create: Posting["create"] = (channel, message, key) => {
    const nonce = createHash("sha256").update(key).digest("base64url").slice(0, 25);
    const request = sent(message, { nonce, enforce_nonce: true });
    return ask("posting a message", () => posts().post(Routes.channelMessages(channel), request), messageSchema);
  };
  const makeThread = async (channel: string, under: string, name: string): Promise<string> => {
    const body = { name: threadName(name), auto_archive_duration: oneDay };
    const route = Routes.threads(channel, under);
    return (await ask("making a thread", () => posts().post(route, { body }), channelSchema)).id;
  };

  return {
    create,
    createUnder: async (channel, under, name, message, key) => {
      const thread = threads.get(under) ?? makeThread(channel, under, name);
      threads.set(under, thread);
      try {
        return await create(await thread, message, key);
      } catch (cause) {
        threads.delete(under);
        throw cause;
      }
    },
    edit: async (channel, id, message) => {
      const route = Routes.channelMessage(channel, id);
      await ask("editing a message", () => posts().patch(route, sent(message)), messageSchema);
    },
    editOriginal: ({ application, token }, message) => {
      const route = Routes.webhookMessage(application, token);
      return ask(
        "answering an interaction",
        () => replies.patch(route, { ...sent(message), ...noAuth }),
        messageSchema,
      );
    },
    deleteOriginal: async ({ application, token }) => {
      const route = Routes.webhookMessage(application, token);
      await ask("taking an acknowledgement away", () => replies.delete(route, noAuth), z.unknown());
    },
    followUp: ({ application, token }, message) => {
      const request = { ...sent(message, { flags: message.body.flags | ephemeral }), ...noAuth };
      const route = Routes.webhook(application, token);
      return ask("answering an interaction again", () => replies.post(route, request), messageSchema);
    },
    editFollowUp: async ({ application, token }, id, message) => {
      const route = Routes.webhookMessage(application, token, id);
      await ask("changing an answer", () => replies.patch(route, { ...sent(message), ...noAuth }), messageSchema);
    },
    directChannel: async (user) => {
      const known = channels.get(user);
      if (known !== undefined) return known;
      const body = { recipient_id: user };
      const { id } = await ask(
        "opening direct messages",
        () => posts().post(Routes.userChannels(), { body }),
        channelSchema,
      );
      channels.set(user, id);
      return id;
    },
  };
}
