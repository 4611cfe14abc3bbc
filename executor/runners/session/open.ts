import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { sessionOpen } from "../../../protocol/actions/session.ts";
import { personSchema } from "../../../protocol/messages.ts";
import { refuse, refused } from "../../../protocol/refusal.ts";
import { isSessionId, sessionLongestMs, sessionNonce, signSession } from "../../../protocol/session.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import type { RunnerTools } from "../../tools.ts";

const planSchema = z.strictObject({
  person: personSchema,
  bot: z.string(),
  session: z.string(),
  iat: z.int(),
});
type Plan = z.infer<typeof planSchema>;

/**
 * Says, signed, who sits at a terminal: the account that munged the nonce of just this session of just this bot. The
 * nonce is made here from the grant, so no credential that was made for anything else is of use.
 */
export function openSessionRunner({ prover, own }: Pick<RunnerTools, "prover" | "own">): AnyRunner {
  return defineRunner<typeof sessionOpen, Plan>({
    action: sessionOpen,
    identify: ({ credential }, { identity, bot }) => {
      if (identity.platform !== "terminal" || !isSessionId(identity.user))
        return Promise.resolve(refused(refuse("session.other")));
      return prover.identify(credential, sessionNonce(bot, identity.user));
    },
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: (_, { person: { name, uid }, identity, bot, now }) =>
      Promise.resolve({
        ok: true,
        value: { person: { name, uid }, bot, session: identity.user, iat: now() },
      }),
    planSchema,
    steps: {},
    result: ({ person, bot, session, iat }) => {
      const until = iat + sessionLongestMs;
      return Promise.resolve({
        session: signSession({ iat, person, bot, session, until }, own),
        account: person.name,
      });
    },
  });
}
