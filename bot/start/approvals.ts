import type { ApprovalBook } from "../approvals/approvals.ts";
import { type BookParts, createApprovalBook } from "../approvals/book.ts";
import { type Cards, type CardsParts, createCards } from "../approvals/cards.ts";
import { createApprovalMessages } from "../approvals/messages.ts";
import { cardChannels } from "../chat/card-channels.ts";
import type { Config } from "../config.ts";

export interface ApprovalsParts extends Omit<BookParts, "messages" | "waitMs" | "delivery"> {
  readonly delivery: CardsParts["delivery"];
  readonly config: Pick<Config, "chat" | "timings">;
  /** The chats' messages, which are there once the chats are open. */
  readonly posts: CardsParts["posts"];
}

/** What waits for another person's yes, and its cards in the channels where approvers are asked. */
export function openApprovals(parts: ApprovalsParts): { readonly book: ApprovalBook; readonly cards: Cards } {
  const { config, posts, handlers, surroundings, delivery, log } = parts;
  const channels = cardChannels(config.chat, "approval");
  const messages = createApprovalMessages(handlers, surroundings, channels.length > 0);
  const book = createApprovalBook({ ...parts, messages, waitMs: config.timings.approvalMs });
  const cards = createCards({ book, channels, posts, delivery, now: surroundings.now, log });
  return { book, cards };
}
