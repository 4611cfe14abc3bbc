import type { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { maintenanceEnd } from "../../../protocol/actions/orders.ts";
import { maintainedSchema, maintenanceOrderId } from "../../../protocol/order.ts";
import { nextIat } from "../../../protocol/order-rules.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { isOver, type OrderTools, orderStep, planOf, signed } from "./tools.ts";

const planSchema = planOf({ what: maintainedSchema });
type Plan = z.infer<typeof planSchema>;

/** Ends a window, or calls one off that has not begun, by an order that is over as it is given. */
export const maintenanceEndRunner = ({ book, own }: OrderTools): AnyRunner =>
  defineRunner<typeof maintenanceEnd, Plan>({
    action: maintenanceEnd,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: ({ what }, job) => {
      const before = book.of(maintenanceOrderId(what));
      if (before?.order.kind !== "maintenance" || isOver(before.order, job))
        return Promise.resolve(refused(refuse("maintenance.none", { what })));
      const iat = nextIat(before.order, job.now());
      const { iss: _, ...known } = before.order;
      const order = { ...known, iat, from: Math.min(known.from, iat), until: iat, by: job.person.name };
      return Promise.resolve(accepted({ ...signed(order, before, own), what }));
    },
    planSchema,
    steps: { order: orderStep(book) },
    pointOfNoReturn: "order",
    result: ({ order, what }) => Promise.resolve({ order, what }),
  });
