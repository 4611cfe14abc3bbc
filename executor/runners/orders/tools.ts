import { z } from "zod";
import type { OwnKeys } from "../../../protocol/keys.ts";
import { type Order, signOrder } from "../../../protocol/order.ts";
import { type Held, mostOrders } from "../../../protocol/order-rules.ts";
import { refuse, refused } from "../../../protocol/refusal.ts";
import type { Config } from "../../config.ts";
import type { People } from "../../facts.ts";
import type { OrderBook } from "../../orders/book.ts";
import { type Job, type Step, StepFailure } from "../../runner.ts";
import type { RunnerTools } from "../../tools.ts";

/** What the runners of orders are made with. */
export interface OrderTools {
  readonly book: OrderBook;
  readonly people: Pick<People, "look" | "members">;
  readonly groups: Config["groups"];
  readonly own: OwnKeys;
}

export const orderTools = ({ orders, people, config, own }: RunnerTools): OrderTools => ({
  book: orders,
  people,
  groups: config.groups,
  own,
});

/** The order that is to stand, and the one that stood there before. */
export const planOf = <T extends z.ZodRawShape>(more: T) =>
  z.strictObject({ order: z.string(), before: z.string().optional(), ...more });

/** Puts the order in its place: the one step that all orders have. */
export const orderStep = (book: OrderBook): Step<{ readonly order: string; readonly before?: string | undefined }> => ({
  do: ({ order }) => book.put(order),
  undo: ({ order, before }) => book.takeBack(order, before),
  probe: ({ order }) => Promise.resolve(book.all().some(({ text }) => text === order)),
  left: () => [{ what: "an order", command: "shisa doctor" }],
});

type Unsigned<T> = T extends Order ? Omit<T, "iss"> : never;

/** An order's text and the one before it, as a plan keeps them. */
export function signed(order: Unsigned<Order>, before: Held | undefined, own: OwnKeys) {
  return { order: signOrder(order, own), ...(before === undefined ? {} : { before: before.text }) };
}

/** Why there is no room for one more order; undefined where there is. */
export const fullFor = (book: OrderBook, before: Held | undefined) =>
  before === undefined && book.all().length >= mostOrders
    ? refused(refuse("orders.full", { limit: mostOrders }))
    : undefined;

/** Asks the directory, and says so where it does not answer. */
export const asked = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((cause: Error) => {
    throw new StepFailure("program.failed", cause.message, { cause });
  });

/** Whether an order is over (milliseconds since 1970). */
export const isOver = ({ until }: Pick<Order, "until">, { now }: Pick<Job, "now">): boolean =>
  until !== null && until <= now();
