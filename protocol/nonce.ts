import { identityText, type LinkableIdentity, readIdentity } from "./identity.ts";

/**
 * What somebody who links a chat identity has munged: it names its purpose and the identity, so that a credential which
 * was made for anything else, or for another identity, links nothing. Needs no quotes in any shell.
 */
const purpose = "shisa-link";
const randomShape = /^[A-Za-z0-9_-]{12,44}$/;
export const linkNonceMaxLength = 200;

/** @param random at least 12 characters of base64url that nobody can guess */
export const linkNonce = (identity: LinkableIdentity, random: string): string =>
  `${purpose}:${identityText(identity)}:${random}`;

/** The identity that a nonce is for; undefined where it is none, or is not written as linkNonce does. */
export function readLinkNonce(text: string): LinkableIdentity | undefined {
  if (text.length > linkNonceMaxLength) return undefined;
  const [, typed = "", random = ""] = /^shisa-link:([a-z]+:[^:]+):([^:]+)$/.exec(text) ?? [];
  const identity = randomShape.test(random) ? readIdentity(typed) : undefined;
  return identity !== undefined && linkNonce(identity, random) === text ? identity : undefined;
}
