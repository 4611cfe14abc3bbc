import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { linkRemove } from "../../../protocol/actions/link.ts";
import { identityText, linkableSchema } from "../../../protocol/identity.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { checkLink } from "../../links/proof.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import type { RunnerTools } from "../../tools.ts";

const planSchema = z.strictObject({ identity: linkableSchema });
type Plan = z.infer<typeof planSchema>;

/**
 * Ends a link: one's own, as the link itself shows, and for administrators anybody's. What is written here outlives the
 * bot's database, and the bot carries it to all hosts.
 */
export function createRemoveRunner({ removed, trust }: Pick<RunnerTools, "removed" | "trust">): AnyRunner {
  return defineRunner<typeof linkRemove, Plan>({
    action: linkRemove,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: ({ identity, link }, job) => {
      const claim = { identity, person: job.person, ...(link === undefined ? {} : { proof: link }) };
      const isOwn = job.person.roles.includes("admin") || checkLink(claim, trust, removed).ok;
      return Promise.resolve(isOwn ? accepted({ identity }) : refused(refuse("link.others")));
    },
    planSchema,
    steps: {},
    // Written last, and harmless when it is written again after a crash: then it ends what there is until then.
    result: async ({ identity }) => ({ identity, at: await removed.end(identityText(identity)) }),
  });
}
