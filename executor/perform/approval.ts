import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import type { People } from "../facts.ts";
import type { About } from "./admitted.ts";
import type { Lookups } from "./question.ts";

/**
 * Looks at the yes that a grant brings: who said it has to be an account of this host, by name and uid, with the groups
 * that it has here now, and to speak from a chat identity or terminal that an executor vouches for, as who asks has to.
 * Whether that person may say yes to this, decide() says. Nothing is remembered: an approver who was taken out of the
 * group after the yes is out of it.
 * @param proved the same that is asked about the requester
 */
export function createApprovalLookup(people: Pick<People, "identify">, proved: Lookups["proved"]): Lookups["approval"] {
  return async (about) => {
    const approval = about.vouched?.approval;
    if (approval === undefined) return accepted(undefined);
    const { approver, identity, proof, number } = approval;
    const found = await people.identify(approver);
    if (!found.ok) return accepted({ approver: undefined });
    const { name, uid, roles } = found.value;
    const person = { name, uid, roles };
    const theirs: About = { ...about, person: approver, identity, vouched: proof === undefined ? {} : { proof } };
    const isThey = await proved(theirs, person);
    return isThey.ok ? accepted({ approver: person }) : refused(refuse("approval.proof", { number }));
  };
}
