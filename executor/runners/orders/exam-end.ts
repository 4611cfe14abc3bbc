import type { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { examEnd } from "../../../protocol/actions/orders.ts";
import { examOrderId, groupSchema } from "../../../protocol/order.ts";
import { nextIat } from "../../../protocol/order-rules.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { isOver, type OrderTools, orderStep, planOf, signed } from "./tools.ts";

const planSchema = planOf({ course: groupSchema });
type Plan = z.infer<typeof planSchema>;

/** Ends an exam, or calls one off that has not begun, by an order that is over as it is given. */
export const examEndRunner = ({ book, own }: OrderTools): AnyRunner =>
  defineRunner<typeof examEnd, Plan>({
    action: examEnd,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: ({ course }, job) => {
      const before = book.of(examOrderId(course));
      if (before?.order.kind !== "exam" || isOver(before.order, job))
        return Promise.resolve(refused(refuse("exam.none", { course })));
      const iat = nextIat(before.order, job.now());
      const { iss: _, ...known } = before.order;
      const order = { ...known, iat, from: Math.min(known.from, iat), until: iat, by: job.person.name };
      return Promise.resolve(accepted({ ...signed(order, before, own), course }));
    },
    planSchema,
    steps: { order: orderStep(book) },
    pointOfNoReturn: "order",
    result: ({ order, course }) => Promise.resolve({ order, course }),
  });
