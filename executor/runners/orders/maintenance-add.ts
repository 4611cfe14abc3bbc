import type { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { maintenanceAdd } from "../../../protocol/actions/orders.ts";
import { maintenanceOrderId } from "../../../protocol/order.ts";
import { nextIat } from "../../../protocol/order-rules.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { fullFor, isOver, type OrderTools, orderStep, planOf, signed } from "./tools.ts";

const planSchema = planOf(maintenanceAdd.input.shape);
type Plan = z.infer<typeof planSchema>;

/** Orders a maintenance window: every host keeps to it, and no alert of what it covers is told meanwhile. */
export const maintenanceAddRunner = ({ book, own }: OrderTools): AnyRunner =>
  defineRunner<typeof maintenanceAdd, Plan>({
    action: maintenanceAdd,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: ({ what, from, until, reason }, job) => {
      if (until <= Math.max(from, job.now())) return Promise.resolve(refused(refuse("order.times")));
      const id = maintenanceOrderId(what);
      const before = book.of(id);
      if (before?.order.kind === "maintenance" && !isOver(before.order, job)) {
        const { from: begins, until: ends } = before.order;
        return Promise.resolve(refused(refuse("maintenance.standing", { what, from: begins, until: ends })));
      }
      const full = fullFor(book, before);
      if (full !== undefined) return Promise.resolve(full);
      const iat = nextIat(before?.order, job.now());
      const keep = Math.max(until, before?.order.keep ?? until);
      const order = { iat, kind: "maintenance", id, what, from, until, keep, by: job.person.name, reason } as const;
      return Promise.resolve(accepted({ ...signed(order, before, own), what, from, until, reason }));
    },
    planSchema,
    steps: { order: orderStep(book) },
    pointOfNoReturn: "order",
    result: ({ before: _, ...output }) => Promise.resolve(output),
  });
