import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { examStart } from "../../../protocol/actions/orders.ts";
import { examOrderId } from "../../../protocol/order.ts";
import { nextIat } from "../../../protocol/order-rules.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import type { OrderBook } from "../../orders/book.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { membersOf } from "./course.ts";
import { asked, fullFor, isOver, type OrderTools, orderStep, planOf, signed } from "./tools.ts";

const planSchema = planOf({ ...examStart.input.shape, sitting: z.int() });
type Plan = z.infer<typeof planSchema>;

/** Orders an exam: for that time the course's students may only look. */
export const examStartRunner = (tools: OrderTools): AnyRunner => {
  const { book, people, own } = tools;
  return defineRunner<typeof examStart, Plan>({
    action: examStart,
    // Outside the planning lock: a directory may take its time over a whole class.
    prepare: async ({ course }) => {
      await asked(people.members(course));
    },
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async (input, job) => {
      const { course, from, until, reason } = input;
      const wrong = timesOf(book, input, job.now());
      if (wrong !== undefined) return wrong;
      const members = await membersOf(course, tools);
      if (!members.ok) return members;
      const id = examOrderId(course);
      const before = book.of(id);
      const full = fullFor(book, before);
      if (full !== undefined) return full;
      const iat = nextIat(before?.order, job.now());
      const keep = Math.max(until, before?.order.keep ?? until);
      const order = { iat, kind: "exam", id, course, from, until, keep, by: job.person.name, reason } as const;
      const sitting = members.value.filter(({ sits }) => sits).length;
      return accepted({ ...signed(order, before, own), course, from, until, reason, sitting });
    },
    planSchema,
    steps: { order: orderStep(book) },
    pointOfNoReturn: "order",
    result: ({ before: _, ...output }) => Promise.resolve(output),
  });
};

/** Why there can be no exam then: it would be over, or there is another one of that course. */
export function timesOf(
  book: Pick<OrderBook, "of">,
  { course, from, until }: { readonly course: string; readonly from: number; readonly until: number },
  now: number,
) {
  if (until <= Math.max(from, now)) return refused(refuse("order.times"));
  const before = book.of(examOrderId(course))?.order;
  if (before === undefined || before.until === null || isOver(before, { now: () => now })) return undefined;
  return refused(refuse("exam.standing", { course, from: before.from, until: before.until }));
}
