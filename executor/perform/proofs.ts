import { findAction } from "../../protocol/catalogue.ts";
import { accepted, refused } from "../../protocol/refusal.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { Clock } from "../clock.ts";
import { checkLink } from "../links/proof.ts";
import type { RemovedLinks } from "../links/removed.ts";
import { sessionFault } from "./proof-session.ts";
import type { Lookups } from "./question.ts";

/**
 * Where somebody asks from a chat, the grant has to bring a link of just that identity and person. A terminal brings a
 * session, or nothing where it is root's own. Who asks by an action for anybody has proved it otherwise.
 */
export function createProved(trust: Trust, removed: RemovedLinks, now: Clock): Lookups["proved"] {
  return (about, person) => {
    const { action, identity, vouched } = about;
    if (findAction(action)?.asker === "anybody") return Promise.resolve(accepted(false));
    if (identity.platform === "terminal") {
      const fault = sessionFault(about, person, trust, now());
      return Promise.resolve(fault === undefined ? accepted(vouched?.proof !== undefined) : refused(fault));
    }
    const proof = vouched?.proof === undefined ? {} : { proof: vouched.proof };
    return Promise.resolve(checkLink({ identity, person, ...proof }, trust, removed));
  };
}
