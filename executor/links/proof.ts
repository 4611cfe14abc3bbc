import { identityText } from "../../protocol/identity.ts";
import { LinkError, readLink } from "../../protocol/link.ts";
import type { ChatIdentity, Person } from "../../protocol/messages.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { RemovedLinks } from "./removed.ts";

/** Who is said to have asked, or to have said yes, and the link that is to show it. */
export interface Claim {
  readonly identity: ChatIdentity;
  readonly person: Person;
  readonly proof?: string;
}

/**
 * Whether a chat identity is the person: an executor has signed just that, and the link was not ended since. Refused:
 * link.proof (no such link, or of another identity or person), link.removed.
 */
export function checkLink({ identity, person, proof }: Claim, trust: Trust, removed: RemovedLinks): Outcome<true> {
  const link = proof === undefined ? undefined : believed(proof, trust);
  if (link === undefined) return refused(refuse("link.proof"));
  const isTheirs = link.person.name === person.name && link.person.uid === person.uid;
  if (!isTheirs || identityText(link.identity) !== identityText(identity)) return refused(refuse("link.proof"));
  const until = removed.until(identityText(identity));
  return until !== undefined && link.iat <= until ? refused(refuse("link.removed")) : accepted(true);
}

function believed(proof: string, trust: Trust) {
  try {
    return readLink(proof, trust).link;
  } catch (cause) {
    if (cause instanceof LinkError) return undefined;
    throw cause;
  }
}
