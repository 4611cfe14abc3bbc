import type { PersonFacts } from "../../policies/facts.ts";
import type { Action } from "../../protocol/action.ts";
import { type Act, consentPayload, consentSeconds } from "../../protocol/consent.ts";
import type { Person } from "../../protocol/messages.ts";
import { type Refusal, refuse } from "../../protocol/refusal.ts";
import type { Prover } from "../munge/prover.ts";
import type { About } from "./admitted.ts";

/**
 * Whether requester and approver have both signed just what is to be done; undefined: they have, or the action asks for
 * no such thing. Reads each credential, which can be done once: to be called when nothing else stands against the act.
 */
export type Consents = (about: About, action: Action, person: PersonFacts) => Promise<Refusal | undefined>;

/** Who may sign as the second: the policies say the same of the approver that the bot names. */
const approverRole = "admin";

/**
 * Looks at the proof that the bot cannot make (docs/adr/0019-root-acts-are-signed-by-two.md). The digest is of the grant
 * as it came here, the host is this one, and who signed is whom munged names.
 * @param host this host's short name
 */
export function createConsents(prover: Prover, host: string): Consents {
  async function signed(credential: string, act: Act, wanted: Person, code: string) {
    const who = await prover.identify(credential, consentPayload(act), consentSeconds * 1_000);
    if (!who.ok) {
      const { refusal } = who;
      const told: Readonly<Record<string, string>> = { "munge.payload": "consent.other_act", "person.unknown": code };
      return { refusal: refuse(told[refusal.code] ?? refusal.code, refusal.numbers) };
    }
    const { name, uid, roles } = who.value;
    if (name !== wanted.name || uid !== wanted.uid) return { refusal: refuse(code, { account: name }) };
    return { roles };
  }

  return async ({ id, input, vouched }, action, { name, uid }) => {
    if (action.risk !== "root") return undefined;
    const { approver, consents } = vouched?.approval ?? {};
    if (approver === undefined || consents === undefined) {
      return refuse("consent.missing", {}, { approvers: [approverRole] });
    }
    if (approver.name === name || approver.uid === uid) return refuse("approval.self");
    const act: Act = { grant: id, action: action.name, input, host, requester: { name, uid } };
    const requester = await signed(consents.requester, act, { name, uid }, "consent.requester");
    if (requester.refusal !== undefined) return requester.refusal;
    const second = await signed(consents.approver, act, approver, "consent.approver");
    if (second.refusal !== undefined) return second.refusal;
    return second.roles.includes(approverRole) ? undefined : refuse("approval.role", { account: approver.name });
  };
}
