import { findAction } from "../../protocol/catalogue.ts";
import { accepted } from "../../protocol/refusal.ts";
import type { Trust } from "../../protocol/trust.ts";
import { checkLink } from "../links/proof.ts";
import type { RemovedLinks } from "../links/removed.ts";
import type { Lookups } from "./question.ts";

/**
 * Where somebody asks from a chat, the grant has to bring a link of just that identity and person. Root's own terminal
 * needs none; who asks by an action for anybody has proved it otherwise.
 */
export function createProved(trust: Trust, removed: RemovedLinks): Lookups["proved"] {
  return ({ action, identity, vouched }, person) => {
    if (findAction(action)?.asker === "anybody" || identity.platform === "terminal")
      return Promise.resolve(accepted(false));
    const proof = vouched?.proof === undefined ? {} : { proof: vouched.proof };
    return Promise.resolve(checkLink({ identity, person, ...proof }, trust, removed));
  };
}
