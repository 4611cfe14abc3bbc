import { clockToleranceSeconds, type Person } from "../../protocol/messages.ts";
import { type Refusal, refuse } from "../../protocol/refusal.ts";
import { isSessionId, readSession, sessionLongestMs } from "../../protocol/session.ts";
import { StatementError } from "../../protocol/statement.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { About } from "./admitted.ts";

/**
 * Why a grant from a terminal is not its person's: the session that it names is not of just this person, bot and
 * terminal, or is over. Undefined where it holds, for root's own terminal (which has no session), and for any grant that
 * is from no terminal.
 * @param now milliseconds since 1970
 */
export function sessionFault(
  { identity, vouched, bot }: Pick<About, "identity" | "vouched" | "bot">,
  person: Person,
  trust: Trust,
  now: number,
): Refusal | undefined {
  const proof = vouched?.proof;
  if (identity.platform !== "terminal" || (proof === undefined && !isSessionId(identity.user))) return undefined;
  try {
    const session = readSession(proof ?? "", trust);
    const isTheirs = session.person.name === person.name && session.person.uid === person.uid;
    if (!isTheirs || session.bot !== bot || session.session !== identity.user) return refuse("session.other");
    const begun = session.iat <= now + clockToleranceSeconds * 1_000;
    const until = Math.min(session.until, session.iat + sessionLongestMs);
    return begun && now < until ? undefined : refuse("session.over");
  } catch (cause) {
    if (cause instanceof StatementError) return refuse("session.other");
    throw cause;
  }
}
