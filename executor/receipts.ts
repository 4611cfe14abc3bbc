import type { Redis } from "ioredis";
import type { KeptHeads } from "../protocol/audit/kept.ts";
import { receiptsKey } from "../protocol/doorbell.ts";
import { EnvelopeError, open } from "../protocol/envelope.ts";
import type { OwnKeys } from "../protocol/keys.ts";
import { receiptSchema } from "../protocol/messages.ts";
import type { Trust } from "../protocol/trust.ts";
import { takeBotHead } from "./audit/bot-heads.ts";
import type { Audit } from "./audit.ts";
import type { Journal } from "./journal.ts";
import type { RemovedLinks } from "./links/removed.ts";
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
  readonly removed: Pick<RemovedLinks, "take">;
  /** Called when something came that the next inventory has to tell. */
  readonly changed: () => void;
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

/** A disk that is full must not keep receipts from being read: the bot tells it again. */
function takeRemoved({ removed, changed, log }: ReceiptsOptions, told: Parameters<RemovedLinks["take"]>[0]): void {
  if (told.length === 0) return;
  removed.take(told).then(
    (isNews) => isNews && changed(),
    (error: unknown) => log.error({ err: error }, "writing ended links down"),
  );
}

async function take(options: ReceiptsOptions, text: string): Promise<void> {
  const { own, trust, now, journal, outbox, audit, heads, log } = options;
  try {
    const { message, peer } = await open(text, own, {
      type: "shisa-receipt",
      schema: receiptSchema,
      trust,
      role: "bot",
      now: now(),
    });
    outbox.receipted(message.grants);
    takeRemoved(options, message.removed ?? []);
    takeBotHead({ heads, audit, log }, peer.name, message.audit);
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
