import { LRUCache } from "lru-cache";
import type { Draw } from "../chart/draw.ts";
import type { Place, Reference } from "../chat/arrival.ts";
import { SendError, type Shown, type Surface } from "../chat/surface.ts";
import type { Wording } from "../chat/wording.ts";
import type { Admission } from "./admit.ts";
import type { Posting } from "./posting.ts";
import { withPicture } from "./render/files.ts";
import { type DiscordMessage, discordMessage } from "./render/message.ts";
import { type ReplyToken, readToken } from "./reply-token.ts";

/** Discord takes about five edits in five seconds for a channel; a person's direct messages are one. */
const editEveryMs = 1_500;
/** Fifty requests a second in all, of which messages that are posted anew have a share. */
const editsPerMinute = 2_000;
const kept = 5_000;

interface SurfaceParts {
  readonly posting: Posting;
  readonly wording: Wording;
  readonly admission: Admission;
  readonly draw: Draw;
  readonly fetch: Surface["fetch"];
  readonly now: () => number;
}

/** Discord as the bot's messages see it. */
export function createSurface({ posting, wording, admission, draw, fetch, now }: SurfaceParts): Surface {
  /** Follow-ups by their interaction's token, so that a second note replaces the first. */
  const notes = new LRUCache<string, string>({ max: kept });
  /** By their message's id, the interactions that messages answer: as long as these can be edited so, it counts for
   * no limit but their own. */
  const answers = new LRUCache<string, Place>({ max: kept });

  const note = async (place: Place, message: DiscordMessage): Promise<undefined> => {
    const token = readToken(place, now());
    if (token === undefined) throw new SendError("gone", "answering an interaction: its token is too old");
    if (token.original) {
      await posting.editOriginal(token, message);
      return undefined;
    }
    const before = notes.get(token.token);
    if (before === undefined) notes.set(token.token, (await posting.followUp(token, message)).id);
    else await posting.editFollowUp(token, before, message);
    return undefined;
  };
  const direct = async (place: Place, user: string, message: DiscordMessage, key: string): Promise<Reference> => {
    const token = place.kind === "direct" ? readToken(place, now()) : undefined;
    const answered =
      token?.original === true ? await unlessGone(() => posting.editOriginal(token, message)) : undefined;
    if (answered !== undefined) answers.set(answered.id, place);
    // Somebody who is told something without having typed is known by their own id alone.
    const isKnown = place.kind === "direct" && place.channel !== user;
    const channel = async () => (isKnown ? place.channel : await posting.directChannel(user));
    const posted = answered ?? (await posting.create(await channel(), message, key));
    return { channel: posted.channel_id, message: posted.id, audience: "direct" };
  };
  const edit = async ({ channel, message: id }: Reference, message: DiscordMessage): Promise<void> => {
    const place = answers.get(id);
    const token = place === undefined ? undefined : readToken(place, now());
    const edited = token === undefined ? undefined : await unlessGone(() => posting.editOriginal(token, message));
    if (edited !== undefined) return;
    answers.delete(id);
    await posting.edit(channel, id, message);
  };
  const everybody = async (place: Place, message: DiscordMessage, key: string): Promise<Reference> => {
    const { id, channel_id } = await posting.create(place.channel, message, key);
    const token = readToken(place, now());
    if (token?.original === true) await forgetAcknowledgement(token);
    return { channel: channel_id, message: id, audience: "place" };
  };
  /** "Thinking…" is in the way of nothing but the reader; Discord ends it by itself after a while. */
  const forgetAcknowledgement = (token: ReplyToken): Promise<void> =>
    posting.deleteOriginal(token).catch(() => undefined);

  /** Sends a message with its picture; where Discord does not take that, without it: the message is what counts. */
  const sent = async <T>(shown: Shown, send: (message: DiscordMessage) => Promise<T>): Promise<T> => {
    const message = discordMessage(wording.named(shown));
    const { chart } = shown.reply;
    const picture = chart === undefined ? undefined : await draw(chart);
    if (picture === undefined) return send(message);
    try {
      return await send(withPicture(message, picture));
    } catch (cause) {
      if (!(cause instanceof SendError) || cause.kind === "limited" || cause.kind === "unreachable") throw cause;
      return send(message);
    }
  };

  return {
    platform: "discord",
    editEveryMs,
    editsPerMinute,
    post: (audience, { identity, place }, shown, key) =>
      sent<Reference | undefined>(shown, (message) => {
        if (audience === "note") return note(place, message);
        return audience === "place" ? everybody(place, message, key) : direct(place, identity.user, message, key);
      }),
    reply: ({ channel, message: under }, shown, key) =>
      sent<Reference>(shown, async (message) => {
        // A thread under a message has that message's id.
        const posted =
          (await unlessGone(() => posting.create(under, message, key))) ??
          (await posting.createUnder(channel, under, shown.reply.title, message, key));
        return { channel: posted.channel_id, message: posted.id, audience: "place" };
      }),
    edit: (reference, shown) => sent(shown, (message) => edit(reference, message)),
    admit: admission.admit,
    fetch,
  };
}

/** Undefined where it is not there any more: the same is then said another way. */
async function unlessGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof SendError && cause.kind === "gone") return undefined;
    throw cause;
  }
}
