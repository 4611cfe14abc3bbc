import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { linkClass } from "../../../protocol/actions/link.ts";
import { linkableSchema } from "../../../protocol/identity.ts";
import { personSchema } from "../../../protocol/messages.ts";
import { accountSchema } from "../../../protocol/names.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import type { RunnerTools } from "../../tools.ts";
import { linkable, linkedBy, signingTime } from "./sign.ts";

const planSchema = z.strictObject({
  people: z.array(z.strictObject({ identity: linkableSchema, person: personSchema, iat: z.int() })),
  refused: z.array(z.strictObject({ account: accountSchema, code: z.string() })),
});
type Plan = z.infer<typeof planSchema>;

/** As link.add, for many at once: an administrator at a terminal, and nobody else. */
export function createClassRunner(tools: Pick<RunnerTools, "people" | "own" | "removed">): AnyRunner {
  return defineRunner<typeof linkClass, Plan>({
    action: linkClass,
    prepare: async ({ people }) => {
      await Promise.all(people.map(({ account }) => linkable(tools.people, account)));
    },
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async ({ people }, job) => {
      if (job.identity.platform !== "terminal") return refused(refuse("link.terminal"));
      const looked = await Promise.all(
        people.map(async ({ identity, account }) => ({
          identity,
          account,
          found: await linkable(tools.people, account),
        })),
      );
      const plan: Plan = { people: [], refused: [] };
      for (const { identity, account, found } of looked) {
        const iat = signingTime(tools, identity, job);
        if (found.ok) plan.people.push({ identity, person: found.value, iat });
        else plan.refused.push({ account, code: found.refusal.code });
      }
      return accepted(plan);
    },
    planSchema,
    steps: {},
    result: ({ people, refused: none }, job) =>
      Promise.resolve({ linked: people.map((one) => linkedBy(tools, one, "administrator", job)), refused: none }),
  });
}
