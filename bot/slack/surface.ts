import type { Language } from "../../handlers/kit/reply.ts";
import type { Draw } from "../chart/draw.ts";
import type { Place, Reference } from "../chat/arrival.ts";
import { SendError, type Shown, type Surface } from "../chat/surface.ts";
import type { Admit } from "./admit.ts";
import type { WebClient } from "./clients.ts";
import type { Directs } from "./directs.ts";
import type { Download } from "./download.ts";
import { sendErrorOf } from "./faults.ts";
import type { Naming } from "./prefix.ts";
import { type Attached, type Rendered, renderMessage } from "./render/message.ts";
import type { Respond } from "./respond.ts";
import type { OwnershipOf } from "./shared.ts";
import type { Under, Upload } from "./upload.ts";

export interface SurfaceParts {
  readonly client: WebClient;
  readonly languageOf: (user: string) => Promise<Language | undefined>;
  readonly naming: Naming;
  readonly directs: Directs;
  readonly respond: Respond;
  readonly ownershipOf: OwnershipOf;
  readonly admit: Admit;
  readonly upload: Upload;
  readonly draw: Draw;
  readonly download: Download;
}

/** chat.update is a method of tier 3: some 50 calls a minute for the whole workspace. */
const editsPerMinute = 50;
const editEveryMs = 3_000;
/** Nothing in a message's plain text becomes a link or a mention either. chat.update would do so unless told. */
const literal = { parse: "none", link_names: false } as const;

/** How messages reach people on Slack. */
export function createSurface(parts: SurfaceParts): Surface {
  const { client, naming, directs, respond, ownershipOf, admit, upload, draw, download } = parts;

  /** Where others listen, or may do so unseen, nothing is said aloud. */
  const assertOwn = async (channel: string): Promise<void> => {
    if ((await ownershipOf(channel)) !== "own")
      throw new SendError("gone", "posting in a channel: it is shared with others, or cannot be seen");
  };
  const render = (shown: Shown): Rendered => renderMessage(naming.named(shown));
  /** What has no place in the message itself; the message stands whatever becomes of it. */
  const putBeside = async (under: Under, { files }: Rendered, { reply }: Shown): Promise<void> => {
    const picture = reply.chart === undefined ? undefined : await draw(reply.chart);
    const pictures: Attached[] = picture === undefined ? [] : [{ ...picture, content: picture.bytes }];
    await upload(under, [...files, ...pictures]);
  };
  const post = async (
    channel: string,
    audience: Reference["audience"],
    shown: Shown,
    thread?: string,
  ): Promise<Reference> => {
    const rendered = render(shown);
    const { text, blocks } = rendered;
    const act = "posting a message";
    try {
      const answer = await client.chat.postMessage({
        channel,
        text,
        blocks,
        ...(thread === undefined ? {} : { thread_ts: thread }),
        ...literal,
        mrkdwn: false,
        unfurl_links: false,
        unfurl_media: false,
      });
      if (answer.channel === undefined || answer.ts === undefined)
        throw new SendError("rejected", `${act}: no reference`);
      const reference = { channel: answer.channel, message: answer.ts, audience };
      // A thread has one message that it stands under; an answer in it is none.
      void putBeside({ ...reference, message: thread ?? reference.message }, rendered, shown);
      return reference;
    } catch (error) {
      throw sendErrorOf(act, error);
    }
  };
  const postIn = async (place: Place, shown: Shown): Promise<Reference> => {
    await assertOwn(place.channel);
    return post(place.channel, "place", shown);
  };

  return {
    platform: "slack",
    editEveryMs,
    editsPerMinute,
    languageOf: ({ user }) => parts.languageOf(user),
    admit,
    fetch: download,
    post: async (audience, { identity, place }, shown) => {
      if (audience === "place") return postIn(place, shown);
      // A person's id in place of a channel's is their direct messages with the bot.
      if (audience === "direct") {
        const reference = await post(identity.user, "direct", shown);
        directs.learn(identity.user, reference.channel);
        return reference;
      }
      await respond(place.reply, render(shown));
      return undefined;
    },
    reply: async ({ channel, message }, shown) => {
      await assertOwn(channel);
      return post(channel, "place", shown, message);
    },
    edit: async (reference, shown) => {
      const { channel, message, audience } = reference;
      if (audience === "place") await assertOwn(channel);
      const rendered = render(shown);
      const { text, blocks } = rendered;
      try {
        await client.chat.update({ channel, ts: message, text, blocks, ...literal });
      } catch (error) {
        throw sendErrorOf("editing a message", error);
      }
      void putBeside(reference, rendered, shown);
    },
  };
}
