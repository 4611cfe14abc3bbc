import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { clockToleranceSeconds } from "../../protocol/messages.ts";
import { type Order, orderMaxLength, readOrder } from "../../protocol/order.ts";
import { isBelieved as believed, type Held, mostOrders, stays, supersedes } from "../../protocol/order-rules.ts";
import { StatementError } from "../../protocol/statement.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { Clock } from "../clock.ts";
import { replaceFile } from "../files/durable.ts";
import { createLock } from "../perform/lock.ts";

export interface Taken {
  readonly taken: readonly Order[];
  /** Why the others were not believed. */
  readonly rejected: readonly string[];
}

/** The orders that this host goes by: of each id the newest, signed by an executor that the trust file names now. */
export interface OrderBook {
  readonly all: () => readonly Held[];
  readonly of: (id: string) => Held | undefined;
  /** Takes in what other executors signed; what is older than what is known, or known, changes nothing. */
  readonly take: (texts: readonly string[]) => Promise<Taken>;
  /** Puts an order of this host's own in its place, or takes it back and puts `before` there again. On the disk when it resolves. */
  readonly put: (text: string) => Promise<void>;
  readonly takeBack: (text: string, before: string | undefined) => Promise<void>;
}

const fileSchema = z.strictObject({ orders: z.array(z.string().max(orderMaxLength)).max(mostOrders) });

/**
 * Opens STATE/orders.json. What stands in it is verified like what arrives. It is looked through for what may be
 * forgotten only when an order comes in, which happens only while this host's clock agrees with another's: a clock
 * that is set forward and back again loses nothing.
 * @throws where the file is there and cannot be read
 */
export async function openOrderBook(
  state: string,
  trust: Trust,
  now: Clock,
  rejected: (why: string) => void,
): Promise<OrderBook> {
  const path = join(state, "orders.json");
  const lock = createLock();
  let held = new Map<string, Held>();
  for (const text of await readTexts(path)) {
    const order = read(text, trust, rejected);
    if (order !== undefined) held.set(order.id, { text, order });
  }

  const isBelieved = (one: Held): boolean => believed(one, trust);
  const change = (make: (fresh: Map<string, Held>) => void): Promise<void> =>
    lock(async () => {
      const fresh = new Map(held);
      make(fresh);
      for (const [id, { order }] of fresh) if (!stays(order, now())) fresh.delete(id);
      const orders = [...fresh.values()].map(({ text }) => text);
      const { handle } = await replaceFile(path, `${JSON.stringify({ orders })}\n`);
      await handle.close();
      held = fresh;
    });

  return {
    all: () => [...held.values()].filter(isBelieved),
    of: (id) => {
      const found = held.get(id);
      return found !== undefined && isBelieved(found) ? found : undefined;
    },
    async take(texts) {
      const wrong: string[] = [];
      const news = texts.flatMap((text): Held[] => {
        const order = read(text, trust, (why) => wrong.push(why));
        if (order === undefined) return [];
        if (order.iat <= now() + clockToleranceSeconds * 1000) return [{ text, order }];
        wrong.push("an order from the future");
        return [];
      });
      const isNews = ({ order, text }: Held, among: ReadonlyMap<string, Held>): boolean => {
        const known = among.get(order.id);
        if (known === undefined) return among.size < mostOrders && stays(order, now());
        return !isBelieved(known) || supersedes({ order, text }, known, now());
      };
      const taken: Order[] = [];
      if (!news.some((one) => isNews(one, held))) return { taken, rejected: wrong };
      await change((fresh) => {
        for (const one of news)
          if (isNews(one, fresh)) {
            fresh.set(one.order.id, one);
            taken.push(one.order);
          }
      });
      return { taken, rejected: wrong };
    },
    put: (text) =>
      change((fresh) => {
        const order = readOrder(text, trust);
        fresh.set(order.id, { text, order });
      }),
    takeBack: (text, before) =>
      change((fresh) => {
        const order = readOrder(text, trust);
        if (fresh.get(order.id)?.text !== text) return;
        if (before === undefined) fresh.delete(order.id);
        else fresh.set(order.id, { text: before, order: readOrder(before, trust) });
      }),
  };
}

function read(text: string, trust: Trust, rejected: (why: string) => void): Order | undefined {
  try {
    return readOrder(text, trust);
  } catch (cause) {
    if (!(cause instanceof StatementError)) throw cause;
    rejected(cause.message);
    return undefined;
  }
}

async function readTexts(path: string): Promise<readonly string[]> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(path, "utf8"))).orders;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw new Error(`reading the orders in ${path}`, { cause });
  }
}
