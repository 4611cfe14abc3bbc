import type { Language } from "../../handlers/kit/reply.ts";
import type { Place, Reference } from "../chat/arrival.ts";
import { SendError, type Shown, type Surface } from "../chat/surface.ts";
import type { Admit } from "./admit.ts";
import type { WebClient } from "./clients.ts";
import type { Directs } from "./directs.ts";
import type { Download } from "./download.ts";
import { sendErrorOf } from "./faults.ts";
import type { Naming } from "./prefix.ts";
import { type Rendered, renderMessage } from "./render/message.ts";
import type { Respond } from "./respond.ts";
import type { OwnershipOf } from "./shared.ts";
import type { Upload } from "./upload.ts";

export interface SurfaceParts {
  readonly client: WebClient;
  readonly languageOf: (user: string) => Promise<Language | undefined>;
  readonly naming: Naming;
  readonly directs: Directs;
  readonly respond: Respond;
  readonly ownershipOf: OwnershipOf;
  readonly admit: Admit;
  readonly upload: Upload;
  readonly download: Download;
}

/** chat.update is a method of tier 3: some 50 calls a minute for the whole workspace. */
const editsPerMinute = 50;
const editEveryMs = 3_000;
/** Nothing in a message's plain text becomes a link or a mention either. chat.update would do so unless told. */
const literal = { parse: "none", link_names: false } as const;

/** How messages reach people on Slack. */
export function createSurface(parts: SurfaceParts): Surface {
  const { client, naming, directs, respond, ownershipOf, admit, upload, download } = parts;

  /** Where others listen, or may do so unseen, nothing is said aloud. */
  const assertOwn = async (channel: string): Promise<void> => {
    if ((await ownershipOf(channel)) !== "own")
      throw new SendError("gone", "posting in a channel: it is shared with others, or cannot be seen");
  };
  const render = (shown: Shown): Rendered => renderMessage(naming.named(shown));
  const post = async (
    channel: string,
    audience: Reference["audience"],
    rendered: Rendered,
    thread?: string,
  ): Promise<Reference> => {
    const { text, blocks, files } = rendered;
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
      void upload(reference, files);
      return reference;
    } catch (error) {
      throw sendErrorOf(act, error);
    }
  };
  const postIn = async (place: Place, rendered: Rendered): Promise<Reference> => {
    await assertOwn(place.channel);
    return post(place.channel, "place", rendered);
  };

  return {
    platform: "slack",
    editEveryMs,
    editsPerMinute,
    languageOf: ({ user }) => parts.languageOf(user),
    admit,
    fetch: download,
    post: async (audience, { identity, place }, shown) => {
      const rendered = render(shown);
      if (audience === "place") return postIn(place, rendered);
      // A person's id in place of a channel's is their direct messages with the bot.
      if (audience === "direct") {
        const reference = await post(identity.user, "direct", rendered);
        directs.learn(identity.user, reference.channel);
        return reference;
      }
      await respond(place.reply, rendered);
      return undefined;
    },
    reply: async ({ channel, message }, shown) => {
      await assertOwn(channel);
      return post(channel, "place", render(shown), message);
    },
    edit: async (reference, shown) => {
      const { channel, message, audience } = reference;
      if (audience === "place") await assertOwn(channel);
      const { text, blocks, files } = render(shown);
      try {
        await client.chat.update({ channel, ts: message, text, blocks, ...literal });
      } catch (error) {
        throw sendErrorOf("editing a message", error);
      }
      void upload(reference, files);
    },
  };
}
