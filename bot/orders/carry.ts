import { performance } from "node:perf_hooks";
import type { PeerKeys } from "../../protocol/keys.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { KeptDirectory } from "../directory.ts";
import type { Receipts } from "../receipts.ts";
import type { KnownOrders } from "./known.ts";

/** What a host still lacks is told to it again after so long, in milliseconds of a clock that only rises. */
const againMs = 20_000;

export interface CarryParts {
  readonly known: Pick<KnownOrders, "lackingAt">;
  readonly directory: Pick<KeptDirectory, "hosts">;
  readonly trust: Trust;
  readonly receipts: Pick<Receipts, "tell">;
  readonly now: () => number;
}

/**
 * Carries orders from the hosts that tell of them to those that do not. To be called after each inventory: all hosts
 * tell one at least every half minute, so that an order is everywhere within a minute, and what was lost on the way or
 * not taken is sent again. Nothing of it is remembered that a restart could lose.
 */
export function createCarry({ known, directory, trust, receipts, now }: CarryParts): () => void {
  const told = new Map<string, { readonly at: number; readonly orders: string }>();
  return () => {
    for (const { host } of directory.hosts()) {
      const lacking = known.lackingAt(host);
      if (lacking.length === 0) {
        told.delete(host);
        continue;
      }
      const orders = lacking.join("\n");
      const last = told.get(host);
      if (last?.orders === orders && performance.now() - last.at < againMs) continue;
      told.set(host, { at: performance.now(), orders });
      for (const executor of executorsOf(host, trust, now())) receipts.tell(executor, { orders: [...lacking] });
    }
  };
}

/** All keys that a host's executor may have now: it opens what is sealed to its own. */
export const executorsOf = (host: string, trust: Trust, now: number): readonly PeerKeys[] =>
  [...trust.values()].filter(
    ({ role, name, notBefore, notAfter }) =>
      role === "executor" && name === host && notBefore <= now && now <= notAfter,
  );
