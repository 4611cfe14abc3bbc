import type { Audit } from "../audit.ts";
import type { Logger } from "../log.ts";
import type { OrderBook } from "./book.ts";

export interface TakeParts {
  readonly book: Pick<OrderBook, "take">;
  readonly audit: Pick<Audit, "write" | "writeThrottled">;
  /** Told when something was taken in. */
  readonly changed: () => void;
  readonly log: Logger;
}

/** Takes in the orders that a receipt brought, and writes down which: what is not taken comes again. */
export function createTakeOrders({ book, audit, changed, log }: TakeParts): (texts: readonly string[]) => void {
  const take = async (texts: readonly string[]): Promise<void> => {
    const { taken, rejected } = await book.take(texts);
    for (const { id, kind, by, iss, from, until } of taken)
      await audit.write({ what: "order.taken", id, kind, by, signer: iss, from, until });
    for (const why of rejected) audit.writeThrottled(`order: ${why}`, { what: "order.rejected", reason: why });
    if (taken.length > 0) changed();
  };
  return (texts) => {
    if (texts.length === 0) return;
    take(texts).catch((error: unknown) => log.error({ err: error }, "taking in orders"));
  };
}
