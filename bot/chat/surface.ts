import type { Language, Reply } from "../../handlers/kit/reply.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { Refusal } from "../../protocol/refusal.ts";
import type { FinalStatus } from "../message.ts";
import type { Arrival, Attachment, Reference } from "./arrival.ts";

/** A button as a platform shows it: its id is all that it carries; what it does, and for whom, the bot has kept. */
export interface ShownButton {
  /** At most 60 characters of A-Z, a-z, 0-9, "-" and "_". */
  readonly id: string;
  readonly label: string;
  readonly style?: "primary" | "danger";
}

/** A message as a platform is to show it. */
export interface Shown {
  readonly reply: Omit<Reply, "buttons"> & { readonly buttons: readonly ShownButton[] };
  readonly final: boolean;
  readonly status?: FinalStatus;
}

/**
 * Who sees a message.
 * - direct: only the person, in their direct messages with the bot; it can be edited for ever.
 * - place: everybody where it was typed.
 * - note: only the person, where they typed; lost on a reload, and changed only as long as the platform lets the
 *   interaction be answered. For short refusals and "see your messages".
 */
export type Audience = "direct" | "place" | "note";

/** Why a platform did not take a message. */
export class SendError extends Error {
  override readonly name = "SendError";
  /**
   * - limited: too fast; `afterMs` says when again.
   * - unreachable: no answer, 5xx, the network: later again.
   * - gone: the message was deleted, the bot was removed from there, direct messages are closed, the token is too old:
   *   not there any more, perhaps elsewhere.
   * - rejected: the platform will never take this (a fault of ours); said in the log.
   */
  readonly kind: "limited" | "unreachable" | "gone" | "rejected";
  readonly afterMs: number;
  /** What is limited: all messages together, or only this one's conversation. */
  readonly everywhere: boolean;
  constructor(
    kind: "limited" | "unreachable" | "gone" | "rejected",
    message: string,
    options: { readonly afterMs?: number; readonly everywhere?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.afterMs = options.afterMs ?? 0;
    this.everywhere = options.everywhere ?? true;
  }
}

/** What the bot asks of a chat platform. All of it rejects with a SendError, and with nothing else. */
export interface Surface {
  /** As it stands in identities and invocation ids. */
  readonly platform: string;
  /** Shortest time between two edits of one message that are not final, in milliseconds. */
  readonly editEveryMs: number;
  /** How many edits of all messages together the platform takes in a minute; Infinity where each message counts alone. */
  readonly editsPerMinute: number;
  /** Of somebody's client, where the platform says so by itself; never rejects. */
  readonly languageOf?: (identity: ChatIdentity) => Promise<Language | undefined>;
  /**
   * Posts a message anew. `key` is the same when the same message is posted again after a failure or a restart, for
   * platforms that can tell. Gives where it stands; undefined for a note. A note posted again replaces the first.
   */
  readonly post: (
    audience: Audience,
    to: Pick<Arrival, "identity" | "place">,
    shown: Shown,
    key: string,
  ) => Promise<Reference | undefined>;
  /** Posts a message in the thread under one that stands in a channel; makes the thread where there is none. */
  readonly reply: (reference: Reference, shown: Shown, key: string) => Promise<Reference>;
  /** Shows a message in place of what stands there. */
  readonly edit: (reference: Reference, shown: Shown) => Promise<void>;
  /** Why this person may not use the bot from there (a guest, a shared channel, another workspace); else undefined. */
  readonly admit: (arrival: Arrival) => Promise<Refusal | undefined>;
  /** The bytes of an attached file; at most `limit`, else it rejects as rejected. */
  readonly fetch: (attachment: Attachment, limit: number) => Promise<Uint8Array>;
}
