import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { limitSet } from "../../../protocol/actions/orders.ts";
import { personSchema } from "../../../protocol/messages.ts";
import { limitsOrderId, ownLimitsSchema } from "../../../protocol/order.ts";
import { laterEnd, nextIat } from "../../../protocol/order-rules.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { asked, fullFor, type OrderTools, orderStep, planOf, signed } from "./tools.ts";

const said = {
  person: personSchema,
  limits: ownLimitsSchema,
  from: z.int(),
  until: z.int().nullable(),
  reason: z.string(),
};
const planSchema = planOf(said);
type Plan = z.infer<typeof planSchema>;

/** Orders limits of a person's own, for every host. Never by that person, under whatever name. */
export const limitSetRunner = (tools: OrderTools): AnyRunner => {
  const { book, people, own } = tools;
  async function personOf(account: string, asker: Plan["person"]): Promise<Outcome<Plan["person"]>> {
    const found = await asked(people.look(account));
    if (found === undefined || found.roles.length === 0) return refused(refuse("limit.person", { account }));
    const { name, uid } = found;
    if (name === asker.name || uid === asker.uid) return refused(refuse("limit.self"));
    return accepted({ name, uid });
  }
  return defineRunner<typeof limitSet, Plan>({
    action: limitSet,
    // Outside the planning lock, because a directory may take its time; plan() is told the same again at once.
    prepare: async ({ account }) => {
      await asked(people.look(account));
    },
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async ({ account, limits, from, until, reason }, job) => {
      const person = await personOf(account, job.person);
      if (!person.ok) return person;
      if (until !== null && until <= Math.max(from, job.now())) return refused(refuse("order.times"));
      const id = limitsOrderId(account);
      const before = book.of(id);
      const full = fullFor(book, before);
      if (full !== undefined) return full;
      const content = { person: person.value, limits, from, until, reason };
      const iat = nextIat(before?.order, job.now());
      const keep = before === undefined ? until : laterEnd(until, before.order.keep);
      const order = { iat, kind: "limits", id, keep, by: job.person.name, ...content } as const;
      return accepted({ ...signed(order, before, own), ...content });
    },
    planSchema,
    steps: { order: orderStep(book) },
    pointOfNoReturn: "order",
    result: ({ before: _, ...output }) => Promise.resolve(output),
  });
};
