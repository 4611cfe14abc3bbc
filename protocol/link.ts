import { KeyObject } from "node:crypto";
import { z } from "zod";
import { signCompact, verifyCompact } from "./envelope/jws.ts";
import { linkableSchema } from "./identity.ts";
import type { OwnKeys, PeerKeys } from "./keys.ts";
import { personSchema } from "./messages.ts";
import { accountSchema } from "./names.ts";
import type { Trust } from "./trust.ts";

/**
 * What an executor says once it has looked: this chat identity is this account. `iss` is the RFC 7638 thumbprint of the
 * executor's signing key, `iat` milliseconds since 1970, `by` the account of the administrator who asked.
 */
const linkSchema = z.strictObject({
  iss: z.string(),
  iat: z.int(),
  identity: linkableSchema,
  person: personSchema,
  by: accountSchema,
});
export type Link = z.infer<typeof linkSchema>;

/** No statement is longer, in characters: a bound before any work is done. */
export const linkMaxLength = 4_000;

/** It stands in the signature's protected header, so that nothing else that was signed passes for a link. */
const linkType = "shisa-link";

/** Why a link was not believed; for the audit, never for the person. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}

/** Signs a link with an executor's own key: a compact JWS (RFC 7515, Ed25519). Anybody may read it. */
export function signLink(link: Omit<Link, "iss">, own: OwnKeys): string {
  const said: Link = { iss: own.id, ...link };
  return signCompact(JSON.stringify(said), { typ: linkType, kid: own.id }, KeyObject.from(own.sign));
}

/**
 * Reads a link and checks all that it can prove by itself: signed, as a link, by a key that the trust file now names
 * for an executor, and that was valid when it signed. How old it is, or whether there is a newer one, is not checked.
 * @throws LinkError that says which of these failed
 */
export function readLink(text: string, trust: Trust): { readonly link: Link; readonly signer: PeerKeys } {
  if (text.length > linkMaxLength) throw new LinkError("the link is too large");
  let signer: PeerKeys | undefined;
  const payload = attempt("checking the link's signature", () => {
    const verified = verifyCompact(text, ({ typ, kid }) => {
      if (typ !== linkType) throw new LinkError("what was signed is no link");
      signer = trust.get(kid ?? "");
      if (signer === undefined) throw new LinkError("the link's signing key is not known here");
      if (signer.role !== "executor") throw new LinkError(`the role of the link's signing key is ${signer.role}`);
      return KeyObject.from(signer.verify);
    });
    return verified.payload.toString("utf8");
  });
  const link = attempt("reading the link", () => linkSchema.parse(JSON.parse(payload)));
  if (signer === undefined || link.iss !== signer.id) throw new LinkError("the link's issuer is not its signer");
  // Said this way round, a time that is no number is refused.
  if (!(link.iat >= signer.notBefore && link.iat <= signer.notAfter))
    throw new LinkError("the link's signing key was not valid when it signed");
  return { link, signer };
}

function attempt<T>(act: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof LinkError) throw cause;
    throw new LinkError(`${act} failed`, { cause });
  }
}
