import type { Language } from "../../handlers/kit/reply.ts";
import { identityText } from "../../protocol/identity.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { Audit } from "../audit.ts";
import type { Logger } from "../log.ts";
import type { Message, MessagePort } from "../message.ts";
import type { Store } from "../store/database.ts";
import { postsIn, type StoredPost } from "../store/posts.ts";
import { type Arrival, isForAll } from "./arrival.ts";
import { createPacer, type Pacer } from "./pacer.ts";
import { createPost, type Post } from "./post.ts";
import type { Presses } from "./presses.ts";
import type { Surface } from "./surface.ts";

/** All messages that chats are owed. */
export interface Posts {
  /** Writes an arrival down, with what is to be told if that is known; false where it was there before. */
  readonly add: (arrival: Arrival, said: Message | null) => Promise<boolean>;
  readonly get: (invocation: string) => StoredPost | undefined;
  /** Delivers what is owed for an arrival, unless that is done or under way. */
  readonly run: (arrival: Arrival) => void;
  readonly open: (surface: Surface) => void;
  /** Of somebody's client, where their platform says so by itself. */
  readonly languageOf: (identity: ChatIdentity) => Promise<Language | undefined>;
  readonly stop: () => void;
}

export interface PostsParts {
  readonly store: Store;
  readonly presses: Presses;
  readonly audit: Audit;
  readonly log: Logger;
  readonly now: () => number;
  readonly languageOf: (arrival: Arrival) => Language;
  /** Answers an arrival on its message; never throws. */
  readonly answer: (arrival: Arrival, surface: Surface, port: MessagePort) => void;
}

const pruneEveryMs = 3600_000;
/** What was delivered is known so long, so that a late redelivery runs nothing anew; buttons can be pressed so long. */
const keptMs = 30 * 24 * 3600_000;

export function createPosts(parts: PostsParts): Posts {
  const { store, presses, audit, log, now } = parts;
  const table = postsIn(store);
  const surfaces = new Map<string, { readonly surface: Surface; readonly pacer: Pacer }>();
  const underWay = new Map<string, Post>();
  /** Written down by this process and not looked at since: the row is known without reading it. */
  const fresh = new Map<string, Message | null>();
  const failed = (cause: unknown): void => log.error({ err: cause }, "writing down where a message stands");

  const unreadable = (invocation: unknown): void => log.error({ invocation }, "reading what a chat is owed");

  const start = (stored: Pick<StoredPost, "arrival" | "said" | "reference">): void => {
    const { arrival, said } = stored;
    const { invocation, identity } = arrival;
    const who = identityText(identity);
    const isCard = isForAll(arrival);
    const { under } = arrival;
    const by = surfaces.get(identity.platform);
    if (by === undefined || underWay.has(invocation)) return;
    const post = createPost({
      ...by,
      arrival,
      reference: stored.reference ?? arrival.instead,
      ...(under === undefined ? {} : { parent: () => table.get(under)?.reference ?? undefined }),
      language: () => parts.languageOf(arrival),
      shown: (message) =>
        presses.shown(message, invocation, {
          identity,
          account: arrival.account ?? "",
          anyone: isCard,
        }),
      stands: (reference) => store.write(() => table.stands(invocation, reference)),
      ended: (undeliverable) => {
        if (!isCard) by.pacer.end(who);
        // Until that is on the disk, what comes once more is still known to be under way.
        store
          .write(() => table.delivered(arrival))
          .catch(failed)
          .finally(() => underWay.delete(invocation));
        if (undeliverable === undefined) return;
        log.warn({ err: undeliverable, invocation }, "a message could not be delivered");
        audit.record({ event: "message.undeliverable", why: undeliverable.kind, ...identity });
      },
      fault: (cause) => log.error({ err: cause, invocation }, "showing a message"),
    });
    underWay.set(invocation, post);
    // A card stands for a day: it is nobody whom others have to wait for.
    if (!isCard) by.pacer.begin(who);
    if (said === null) parts.answer(arrival, by.surface, post);
    else post.show(said);
  };
  const prune = (): void => {
    const before = now() - keptMs;
    store.write(() => table.prune(before)).catch(failed);
    presses.prune(before);
  };
  const timer = setInterval(prune, pruneEveryMs);

  return {
    add: async (arrival, said) => {
      const isNew = await store.write(() => table.add(arrival, said));
      if (isNew) fresh.set(arrival.invocation, said);
      return isNew;
    },
    get: table.get,
    run: (arrival) => {
      const { invocation } = arrival;
      const said = fresh.get(invocation);
      fresh.delete(invocation);
      if (said !== undefined) return start({ arrival, said, reference: null });
      const stored = underWay.has(invocation) ? undefined : table.get(invocation);
      if (stored?.done === false) start(stored);
    },
    open: (surface) => {
      surfaces.set(surface.platform, { surface, pacer: createPacer(surface.editsPerMinute, () => performance.now()) });
      for (const stored of table.owed(surface.platform, unreadable)) start(stored);
    },
    languageOf: async (identity) => surfaces.get(identity.platform)?.surface.languageOf?.(identity),
    stop: () => {
      clearInterval(timer);
      for (const post of underWay.values()) post.stop();
      for (const { pacer } of surfaces.values()) pacer.stop();
    },
  };
}
