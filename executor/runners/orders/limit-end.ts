import type { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { limitEnd } from "../../../protocol/actions/orders.ts";
import { accountSchema } from "../../../protocol/names.ts";
import { limitsOrderId } from "../../../protocol/order.ts";
import { nextIat } from "../../../protocol/order-rules.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { isOver, type OrderTools, orderStep, planOf, signed } from "./tools.ts";

const planSchema = planOf({ account: accountSchema });
type Plan = z.infer<typeof planSchema>;

/** Ends a person's own limits by an order that is over as it is given. Their account may be gone by then. */
export const limitEndRunner = ({ book, own }: OrderTools): AnyRunner =>
  defineRunner<typeof limitEnd, Plan>({
    action: limitEnd,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: ({ account }, job) => {
      const before = book.of(limitsOrderId(account));
      if (before?.order.kind !== "limits" || isOver(before.order, job))
        return Promise.resolve(refused(refuse("limit.none", { account })));
      const { person } = before.order;
      // Also lower limits than the roles give are somebody's own: nobody rids themselves of them.
      if (person.name === job.person.name || person.uid === job.person.uid)
        return Promise.resolve(refused(refuse("limit.self")));
      const iat = nextIat(before.order, job.now());
      const ended = { ...before.order, iat, from: Math.min(before.order.from, iat), until: iat, by: job.person.name };
      const { iss: _, ...order } = ended;
      return Promise.resolve(accepted({ ...signed(order, before, own), account }));
    },
    planSchema,
    steps: { order: orderStep(book) },
    pointOfNoReturn: "order",
    result: ({ order, account }) => Promise.resolve({ order, account }),
  });
