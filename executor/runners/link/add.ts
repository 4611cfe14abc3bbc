import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { linkAdd } from "../../../protocol/actions/link.ts";
import { linkableSchema } from "../../../protocol/identity.ts";
import { signLink } from "../../../protocol/link.ts";
import { personSchema } from "../../../protocol/messages.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner, type Job, StepFailure } from "../../runner.ts";
import type { RunnerTools } from "../../tools.ts";

/** Debian's policy (9.2.2): accounts below are the system's, and so is nobody. */
const firstPersonUid = 1_000;
const nobodyUid = 65_534;

const planSchema = z.strictObject({ identity: linkableSchema, person: personSchema, iat: z.int() });
type Plan = z.infer<typeof planSchema>;

/**
 * Says, signed, that a chat identity is an account, when an administrator asks for it at a terminal. Somebody who has
 * taken over an administrator's chat account must not be able to become others by it, so no chat may ask.
 */
export function createLinkRunner({ people, own }: Pick<RunnerTools, "people" | "own">): AnyRunner {
  async function personOf(account: string): Promise<Outcome<Plan["person"]>> {
    const found = await people.look(account).catch((cause: Error) => {
      throw new StepFailure("program.failed", cause.message, { cause });
    });
    if (found === undefined) return refused(refuse("link.person", { account }));
    const { name, uid, roles } = found;
    if (uid < firstPersonUid || uid === nobodyUid) return refused(refuse("link.system", { account }));
    return roles.length === 0 ? refused(refuse("link.person", { account })) : accepted({ name, uid });
  }
  return defineRunner<typeof linkAdd, Plan>({
    action: linkAdd,
    // Outside the planning lock, because a directory may take its time; plan() is told the same again at once.
    prepare: async ({ account }) => {
      await personOf(account);
    },
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async ({ identity, account }, job: Job) => {
      if (job.identity.platform !== "terminal") return refused(refuse("link.terminal"));
      const person = await personOf(account);
      return person.ok ? accepted({ identity, person: person.value, iat: job.now() }) : person;
    },
    planSchema,
    steps: {},
    result: ({ identity, person, iat }, job) => {
      const link = signLink({ iat, identity, person, by: job.person.name }, own);
      return Promise.resolve({ link, identity, account: person.name });
    },
  });
}
