import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { OrdersPort } from "../../handlers/kit/orders.ts";
import { clockToleranceSeconds, type Result } from "../../protocol/messages.ts";
import { orderMaxLength, readOrder } from "../../protocol/order.ts";
import { type Held, isBelieved, mostOrders, stays, supersedes } from "../../protocol/order-rules.ts";
import { StatementError } from "../../protocol/statement.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { KeptDirectory } from "../directory.ts";

const verifiedMs = 60_000;
const answerSchema = z.looseObject({ order: z.string().max(orderMaxLength) });

/**
 * The orders that hosts tell of in their inventories; the bot has no other memory of them. One out of an inventory of
 * old, of a host that was away or a database that was put back, is older than what the others tell, and gives way.
 */
export interface KnownOrders {
  readonly port: OrdersPort;
  /** Takes in an order that a host has just answered with: its inventory tells of it a moment later. */
  readonly hear: (result: Result) => void;
  /** What a host's last inventory lacks of what others go by. */
  readonly lackingAt: (host: string) => readonly string[];
}

export function knownOrders(directory: Pick<KeptDirectory, "hosts">, trust: Trust, now: () => number): KnownOrders {
  /** An order is verified once in a while, not with each inventory. */
  const verified = new LRUCache<string, Held | "wrong">({ max: 10 * mostOrders, ttl: verifiedMs });
  const read = (text: string): Held | undefined => {
    const known = verified.get(text) ?? verify(text, trust);
    verified.set(text, known, { noUpdateTTL: true });
    return known !== "wrong" && isBelieved(known, trust) ? known : undefined;
  };
  /** What hosts have answered with lately. */
  const answered = new LRUCache<string, true>({ max: mostOrders, ttl: verifiedMs });
  const heldAt = (orders: readonly string[]): readonly Held[] =>
    orders
      .map(read)
      .filter((one) => one !== undefined)
      .filter(({ order }) => order.iat <= now() + clockToleranceSeconds * 1000);

  const newest = (): ReadonlyMap<string, { readonly held: Held; readonly hosts: readonly string[] }> => {
    const all = new Map<string, { held: Held; hosts: string[] }>();
    for (const { host, inventory } of directory.hosts())
      for (const held of heldAt(inventory.orders ?? [])) {
        const known = all.get(held.order.id);
        if (known?.held.text === held.text) known.hosts.push(host);
        else if (known === undefined || supersedes(held, known.held, now()))
          all.set(held.order.id, { held, hosts: [host] });
      }
    for (const held of heldAt([...answered.keys()])) {
      const known = all.get(held.order.id);
      if (known === undefined || supersedes(held, known.held, now())) all.set(held.order.id, { held, hosts: [] });
    }
    return all;
  };

  return {
    port: () => [...newest().values()].map(({ held, hosts }) => ({ order: held.order, hosts })),
    hear: ({ output }) => {
      const answer = answerSchema.safeParse(output);
      if (answer.success) answered.set(answer.data.order, true);
    },
    lackingAt: (host) => {
      const view = directory.hosts().find((one) => one.host === host);
      if (view === undefined) return [];
      const own = new Map(heldAt(view.inventory.orders ?? []).map((held) => [held.order.id, held]));
      return [...newest().values()]
        .map(({ held }) => held)
        .filter((held) => {
          const there = own.get(held.order.id);
          return stays(held.order, now()) && (there === undefined || supersedes(held, there, now()));
        })
        .map(({ text }) => text)
        .slice(0, mostOrders);
    },
  };
}

function verify(text: string, trust: Trust): Held | "wrong" {
  try {
    return { text, order: readOrder(text, trust) };
  } catch (cause) {
    if (cause instanceof StatementError) return "wrong";
    throw cause;
  }
}
