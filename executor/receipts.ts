import type { Redis } from "ioredis";
import type { KeptHeads } from "../protocol/audit/kept.ts";
import { receiptsKey } from "../protocol/doorbell.ts";
import { EnvelopeError, open } from "../protocol/envelope.ts";
import type { OwnKeys } from "../protocol/keys.ts";
import { type Receipt, receiptSchema } from "../protocol/messages.ts";
import type { Trust } from "../protocol/trust.ts";
import { takeBotHead } from "./audit/bot-heads.ts";
import type { Audit } from "./audit.ts";
import type { Journal } from "./journal.ts";
import type { Logger } from "./log.ts";
import type { Outbox } from "./outbox.ts";
import { isWrongType } from "./redis.ts";

export interface ReceiptsOptions {
  /** A connection of its own: it blocks. */
  readonly redis: Redis;
  readonly host: string;
  readonly own: OwnKeys;
  readonly trust: Trust;
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly audit: Audit;
  /** Where the bots' audits end. */
  readonly heads: KeptHeads;
  /** Takes in which links were ended elsewhere. */
  readonly takeRemoved: (told: NonNullable<Receipt["removed"]>) => void;
  /** Takes in orders that other hosts signed. */
  readonly takeOrders: (texts: readonly string[]) => void;
  /** Called with when a bot said something, in milliseconds since 1970, as it signed it. */
  readonly heard: (at: number) => void;
  readonly now: () => number;
  readonly log: Logger;
}

/** How long one look blocks, in seconds. */
const blockSeconds = 5;
const mostAtOnce = 100;

/** Reads the bot's receipts until stopped. */
export function readReceipts(options: ReceiptsOptions): () => Promise<void> {
  const { redis, host, log } = options;
  const key = receiptsKey(host);
  let isStopped = false;

  async function loop(): Promise<void> {
    while (!isStopped) {
      try {
        const popped = await redis.blmpop(blockSeconds, 1, key, "LEFT", "COUNT", mostAtOnce);
        for (const envelope of popped?.[1] ?? []) await take(options, String(envelope));
      } catch (error) {
        if (isStopped) return;
        if (isWrongType(error)) await redis.del(key).catch(() => undefined);
        else log.warn({ err: error }, "reading receipts");
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  const reading = loop();
  return async () => {
    isStopped = true;
    redis.disconnect();
    await reading;
  };
}

async function take(options: ReceiptsOptions, text: string): Promise<void> {
  const { own, trust, now, journal, outbox, audit, heads, takeOrders, takeRemoved, heard, log } = options;
  try {
    const { message, peer } = await open(text, own, {
      type: "shisa-receipt",
      schema: receiptSchema,
      trust,
      role: "bot",
      now: now(),
    });
    heard(message.iat * 1_000);
    outbox.receipted(message.grants);
    takeRemoved(message.removed ?? []);
    takeBotHead({ heads, audit, log }, peer.name, message.audit);
    takeOrders(message.orders ?? []);
    const ids = message.grants.filter((id) => journal.stateOf(id) === "ended" && !journal.isAnswered(id));
    if (ids.length === 0) return;
    // If this is lost, the result is sent once more after the next start: harmless.
    journal.write({ t: "receipted", ids, at: now() }).catch((error: unknown) => {
      log.error({ err: error }, "writing receipts down");
    });
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    audit.writeThrottled(`receipt: ${error.message}`, { what: "receipt.rejected", reason: error.message });
  }
}
