import { KeyObject } from "node:crypto";
import { z } from "zod";
import { signCompact, verifyCompact } from "./envelope/jws.ts";
import type { OwnKeys, PeerKeys } from "./keys.ts";
import { personSchema } from "./messages.ts";
import { givenKeysMaxLength, publicKeySchema } from "./ssh/public-key.ts";
import type { Trust } from "./trust.ts";

/**
 * What the executor that keeps a person's public keys says about them: these are all. It lets another host make a guest
 * with them without keeping any itself. `iss` is the RFC 7638 thumbprint of the keeper's signing key, `iat` milliseconds
 * since 1970.
 */
const givenKeysSchema = z.strictObject({
  iss: z.string(),
  iat: z.int(),
  person: personSchema,
  keys: z.array(publicKeySchema).max(10),
});
export type GivenKeys = z.infer<typeof givenKeysSchema>;

/** It stands in the signature's protected header, so that nothing else that was signed passes for such a statement. */
const statementType = "shisa-given-keys";

/** Why a statement was not believed; for logs and the audit, never for the person. */
export class GivenKeysError extends Error {
  override readonly name = "GivenKeysError";
}

/** Signs a person's keys with an executor's own key: a compact JWS (RFC 7515, Ed25519). Anybody may read it. */
export function signGivenKeys(given: Omit<GivenKeys, "iss">, own: OwnKeys): string {
  const said: GivenKeys = { iss: own.id, ...given };
  return signCompact(JSON.stringify(said), { typ: statementType, kid: own.id }, KeyObject.from(own.sign));
}

/**
 * Reads such a statement and checks all that it can prove by itself: signed, as this, by a key that the trust file now
 * names for an executor, and that was valid when it signed. Whether there is a newer one is not checked.
 * @throws GivenKeysError
 */
export function readGivenKeys(text: string, trust: Trust): { readonly given: GivenKeys; readonly signer: PeerKeys } {
  if (text.length > givenKeysMaxLength) throw new GivenKeysError("the statement is too large");
  try {
    let signer: PeerKeys | undefined;
    const { payload } = verifyCompact(text, ({ typ, kid }) => {
      signer = trust.get(kid ?? "");
      if (typ !== statementType || signer?.role !== "executor")
        throw new GivenKeysError("it is no statement about keys by an executor that is known here");
      return KeyObject.from(signer.verify);
    });
    const given = givenKeysSchema.parse(JSON.parse(payload.toString("utf8")));
    if (signer === undefined || given.iss !== signer.id) throw new GivenKeysError("its issuer is not its signer");
    // Said this way round, a time that is no number is refused.
    if (!(given.iat >= signer.notBefore && given.iat <= signer.notAfter))
      throw new GivenKeysError("its signing key was not valid when it signed");
    return { given, signer };
  } catch (cause) {
    if (cause instanceof GivenKeysError) throw cause;
    throw new GivenKeysError("reading a statement about keys", { cause });
  }
}
