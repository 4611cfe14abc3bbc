import { type AdmitOptions, createAdmit } from "../admit.ts";
import type { Connections } from "../connect.ts";
import type { RemovedLinks } from "../links/removed.ts";
import { createTakeRemoved } from "../links/take.ts";
import type { OrderBook } from "../orders/book.ts";
import { createTakeOrders } from "../orders/take.ts";
import { listen } from "../queue.ts";
import { type ReceiptsOptions, readReceipts } from "../receipts.ts";

type Own = "redis" | "isRedisFit" | "takeRemoved" | "takeOrders";

export interface ListeningParts extends Omit<AdmitOptions, Own>, Omit<ReceiptsOptions, Own | keyof AdmitOptions> {
  readonly redis: Connections;
  readonly removed: RemovedLinks;
  readonly orders: OrderBook;
  /** Called when the next inventory has something new to tell. */
  readonly changed: () => void;
}

export interface Listening {
  /** Takes no more grants. */
  readonly stopGrants: () => Promise<unknown>;
  /** Takes no more receipts. */
  readonly stopReceipts: () => Promise<void>;
}

/** Hears the bots: their receipts, and the grants that they ring for. */
export function startListening(parts: ListeningParts): Listening {
  const { redis, host, removed, orders, audit, changed, log } = parts;
  const admit = createAdmit({ ...parts, isRedisFit: redis.isFit });
  const takeRemoved = createTakeRemoved({ removed, changed, log });
  const takeOrders = createTakeOrders({ book: orders, audit, changed, log });
  const stopReceipts = readReceipts({ ...parts, redis: redis.receipts, takeRemoved, takeOrders });
  const deaf = (["quick", "long"] as const).map((lane) =>
    listen({ host, lane, connection: redis.queue, take: admit, log }),
  );
  return { stopGrants: () => Promise.all(deaf.map((end) => end())), stopReceipts };
}
