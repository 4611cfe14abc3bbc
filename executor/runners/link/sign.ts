import { identityText, type LinkableIdentity } from "../../../protocol/identity.ts";
import { type Link, signLink } from "../../../protocol/link.ts";
import type { Person } from "../../../protocol/messages.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { isSystemUid } from "../../facts/system-account.ts";
import type { Job } from "../../runner.ts";
import { StepFailure } from "../../runner.ts";
import type { RunnerTools } from "../../tools.ts";

/** The person of an account that may be linked. Refused: link.person, link.system. Throws where NSS fails. */
export async function linkable(people: RunnerTools["people"], account: string): Promise<Outcome<Person>> {
  const found = await people.look(account).catch((cause: Error) => {
    throw new StepFailure("program.failed", cause.message, { cause });
  });
  if (found === undefined) return refused(refuse("link.person", { account }));
  const { name, uid, roles } = found;
  if (isSystemUid(uid)) return refused(refuse("link.system", { account }));
  return roles.length === 0 ? refused(refuse("link.person", { account })) : accepted({ name, uid });
}

/** When a link is signed: after whatever has ended an earlier one of that identity, so that it is not void at once. */
export const signingTime = ({ removed }: Pick<RunnerTools, "removed">, identity: LinkableIdentity, job: Job): number =>
  Math.max(job.now(), (removed.until(identityText(identity)) ?? 0) + 1);

/** The signed statement, and what it says. */
export function linkedBy(
  { own }: Pick<RunnerTools, "own">,
  { identity, person, iat }: Pick<Link, "identity" | "person" | "iat">,
  how: Link["how"],
  job: Job,
) {
  const link = signLink({ iat, identity, person, by: job.person.name, how, bot: job.bot }, own);
  return { link, identity, account: person.name };
}
