import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { linkAdd } from "../../../protocol/actions/link.ts";
import { linkableSchema } from "../../../protocol/identity.ts";
import { personSchema } from "../../../protocol/messages.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner, type Job } from "../../runner.ts";
import type { RunnerTools } from "../../tools.ts";
import { linkable, linkedBy, signingTime } from "./sign.ts";

const planSchema = z.strictObject({ identity: linkableSchema, person: personSchema, iat: z.int() });
type Plan = z.infer<typeof planSchema>;

/**
 * Says, signed, that a chat identity is an account, when an administrator asks for it at a terminal. Somebody who has
 * taken over an administrator's chat account must not be able to become others by it, so no chat may ask.
 */
export function createLinkRunner(tools: Pick<RunnerTools, "people" | "own" | "removed">): AnyRunner {
  return defineRunner<typeof linkAdd, Plan>({
    action: linkAdd,
    // Outside the planning lock, because a directory may take its time; plan() is told the same again at once.
    prepare: async ({ account }) => {
      await linkable(tools.people, account);
    },
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async ({ identity, account }, job: Job) => {
      if (job.identity.platform !== "terminal") return refused(refuse("link.terminal"));
      const person = await linkable(tools.people, account);
      if (!person.ok) return person;
      return accepted({ identity, person: person.value, iat: signingTime(tools, identity, job) });
    },
    planSchema,
    steps: {},
    result: (plan, job) => Promise.resolve(linkedBy(tools, plan, "administrator", job)),
  });
}
