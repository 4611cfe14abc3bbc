import type { Language } from "../../handlers/kit/reply.ts";
import { identityText } from "../../protocol/identity.ts";
import type { Message, MessagePort } from "../message.ts";
import { type Arrival, isForAll, type Reference } from "./arrival.ts";
import { audienceOf } from "./audience.ts";
import type { Pacer } from "./pacer.ts";
import { type Audience, SendError, type Shown, type Surface } from "./surface.ts";
import { noteFor, unshowable } from "./words.ts";

/** One message on its way to a platform. */
export interface PostParts {
  readonly surface: Surface;
  readonly pacer: Pacer;
  readonly arrival: Arrival;
  /** Where the message stands already. */
  readonly reference: Reference | undefined;
  /** Of the message in whose thread it stands. */
  readonly parent?: () => Reference | undefined;
  readonly language: () => Language;
  readonly shown: (message: Message) => Promise<Shown>;
  /** Writes down where the message stands. */
  readonly stands: (reference: Reference | undefined) => Promise<void>;
  /** The final message was shown, or (with a reason) never can be. */
  readonly ended: (undeliverable?: SendError) => void;
  readonly fault: (cause: unknown) => void;
}

export interface Post extends MessagePort {
  readonly stop: () => void;
}

const longestWaitMs = 60_000;

/** Brings the newest state of one message to its platform, whatever happens on the way, until its end stands there. */
export function createPost(parts: PostParts): Post {
  const { surface, pacer, arrival, language } = parts;
  let { reference } = parts;
  let newest: Message | undefined;
  let forced: Audience | undefined;
  let posted = reference === undefined ? 0 : 1;
  let noted: "no" | "begun" | "ended" = reference === undefined ? "no" : "begun";
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let state: "idle" | "held" | "sending" | "over" = "idle";

  const isCard = isForAll(arrival);
  const usualAudience = (message: Message): Audience => (isCard ? "place" : audienceOf(arrival.place, message));
  const note = async (message: Message): Promise<void> => {
    const stage = message.final ? "ended" : "begun";
    if (isCard || arrival.place.kind === "direct" || noted === stage) return;
    noted = stage;
    await surface
      .post("note", arrival, noteFor(message, language()), `${arrival.invocation}:note`)
      .catch(() => undefined);
  };
  const anew = async (audience: Audience, shown: Shown): Promise<Reference | undefined> => {
    const key = `${arrival.invocation}:${posted}`;
    if (arrival.under === undefined) return surface.post(audience, arrival, shown, key);
    const parent = parts.parent?.();
    if (parent === undefined) throw new SendError("unreachable", "replying to a message: it does not stand yet");
    return surface.reply(parent, shown, key);
  };
  /** False where an edit in between is left out. */
  const put = async (message: Message): Promise<void> => {
    // What is for one person never takes the place of what everybody sees.
    if (reference?.audience === "place" && usualAudience(message) !== "place") reference = undefined;
    if (reference !== undefined) {
      // A card changes seldom, and what it said before must not stand.
      if (message.final || isCard) await pacer.turn(identityText(arrival.identity));
      else if (!pacer.mayEdit()) return;
      return surface.edit(reference, await parts.shown(message));
    }
    const audience = forced ?? usualAudience(message);
    if (audience === "note" && !message.final) return;
    const at = await anew(audience, await parts.shown(message));
    posted += 1;
    if (at === undefined) return;
    reference = at;
    await parts.stands(at);
    if (audience === "direct") void note(message);
  };
  const end = (undeliverable?: SendError): void => {
    state = "over";
    parts.ended(undeliverable);
  };
  /** How long to wait before trying again; undefined: it is over. */
  const afterFailure = (cause: unknown, message: Message): number | undefined => {
    failures += 1;
    const error = cause instanceof SendError ? cause : new SendError("rejected", "showing a message", { cause });
    if (error.kind === "limited") {
      // What is too fast for one conversation is no reason to make all others wait.
      if (reference !== undefined && error.everywhere) pacer.pause(error.afterMs);
      return Math.max(error.afterMs, 50);
    }
    if (error.kind === "unreachable") return Math.min(longestWaitMs, 500 * 2 ** Math.min(failures, 7));
    if (error.kind === "rejected") {
      parts.fault(error);
      if (failures > 3) return message.final ? undefined : longestWaitMs;
      newest ??= unshowable(message, language());
      return 0;
    }
    const was = reference === undefined ? (forced ?? usualAudience(message)) : undefined;
    reference = undefined;
    // A card has no other place: it is posted there anew, or when the bot is let in again.
    if (isCard) return was === undefined ? 0 : message.final ? undefined : longestWaitMs;
    // Gone from where it stood: to the direct messages; if those are closed, once more where it was typed, unseen by others.
    if (was === "direct" && arrival.place.kind === "channel") forced = "note";
    else if (was === "direct" || forced === "note") return message.final ? undefined : longestWaitMs;
    else forced = "direct";
    return 0;
  };
  const send = async (): Promise<void> => {
    for (let message = take(); message !== undefined && state === "sending"; message = take()) {
      try {
        await put(message);
        failures = 0;
        if (!message.final) continue;
        if (reference?.audience === "direct") void note(message);
        if (message.status !== "unknown" && newest === undefined) end();
      } catch (cause) {
        const waitMs = afterFailure(cause, message);
        newest ??= message;
        if (waitMs === undefined) end(cause instanceof SendError ? cause : undefined);
        else if (waitMs > 0) return again(waitMs);
      }
    }
    if (state === "sending") state = "idle";
  };
  const take = (): Message | undefined => {
    const taken = newest;
    newest = undefined;
    return taken;
  };
  const begin = (): void => {
    clearTimeout(timer);
    state = "sending";
    send().catch(parts.fault);
  };
  const again = (waitMs: number): void => {
    state = "held";
    timer = setTimeout(begin, waitMs);
  };

  return {
    editEveryMs: surface.editEveryMs,
    show: (message) => {
      if (state === "over") return;
      newest = message;
      if (state !== "idle") {
        // Whatever holds up an "accepted" does not hold up the end; but what the platform asked to wait for, does.
        if (state === "held" && failures === 0 && message.final) begin();
      } else if (message.final || reference !== undefined) begin();
      else again(pacer.waitMs());
    },
    onGone: () => undefined,
    stop: () => {
      clearTimeout(timer);
      state = "over";
    },
  };
}
