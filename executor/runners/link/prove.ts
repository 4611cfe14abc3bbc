import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { linkProve } from "../../../protocol/actions/link.ts";
import { identityText, linkableSchema } from "../../../protocol/identity.ts";
import { personSchema } from "../../../protocol/messages.ts";
import { readLinkNonce } from "../../../protocol/nonce.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import type { RunnerTools } from "../../tools.ts";
import { linkedBy, signingTime } from "./sign.ts";

const planSchema = z.strictObject({ identity: linkableSchema, person: personSchema, iat: z.int() });
type Plan = z.infer<typeof planSchema>;

/**
 * Says, signed, that a chat identity is whoever made a munge credential for just that. The credential says the nonce,
 * the nonce names the identity, and the bot asks for that identity: were one of them another's, nothing is linked.
 */
export function createProveRunner(tools: Pick<RunnerTools, "prover" | "own" | "removed">): AnyRunner {
  return defineRunner<typeof linkProve, Plan>({
    action: linkProve,
    identify: async ({ identity, nonce, credential }, asking) => {
      const wanted = identityText(identity);
      const named = readLinkNonce(nonce);
      if (named === undefined || identityText(named) !== wanted || identityText(asking.identity) !== wanted)
        return refused(refuse("link.nonce"));
      return tools.prover.identify(credential, nonce);
    },
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: ({ identity }, job) => {
      const { name, uid } = job.person;
      return Promise.resolve(accepted({ identity, person: { name, uid }, iat: signingTime(tools, identity, job) }));
    },
    planSchema,
    steps: {},
    result: (plan, job) => Promise.resolve(linkedBy(tools, plan, "munge", job)),
  });
}
