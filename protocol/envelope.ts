import { CompactEncrypt, CompactSign, compactDecrypt, compactVerify } from "jose";
import type { z } from "zod";
import type { OwnKeys, PeerKeys } from "./keys.ts";

/** What is inside an envelope; it stands in the signature's protected header, so that none passes for another. */
export type EnvelopeType = "shisa-grant" | "shisa-receipt" | "shisa-report";

const signAlgorithm = "EdDSA";
const sealAlgorithm = "ECDH-ES";
const contentAlgorithm = "A256GCM";
/** Nothing that travels is larger: a bound before any work is done on what Redis holds. In characters. */
export const envelopeMaxLength = 4_000_000;

/** Why an envelope was not accepted; for the audit, never for the person. */
export class EnvelopeError extends Error {
  override readonly name = "EnvelopeError";
}

/**
 * Signs a message and seals it to its reader: a compact JWS (RFC 7515, Ed25519) inside a compact JWE (RFC 7516,
 * ECDH-ES over X25519 with A256GCM).
 */
export async function seal(type: EnvelopeType, message: unknown, own: OwnKeys, reader: PeerKeys): Promise<string> {
  const signed = await new CompactSign(new TextEncoder().encode(JSON.stringify(message)))
    .setProtectedHeader({ alg: signAlgorithm, typ: type, kid: own.id })
    .sign(own.sign);
  return new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ alg: sealAlgorithm, enc: contentAlgorithm, typ: type })
    .encrypt(reader.seal);
}

/** Whom an envelope must come from, and what it must be. `now` in milliseconds since 1970. */
export interface Expectation<T extends z.ZodType> {
  readonly type: EnvelopeType;
  readonly schema: T;
  readonly trust: ReadonlyMap<string, PeerKeys>;
  readonly role: PeerKeys["role"];
  readonly now: number;
}

/**
 * Opens a sealed message and checks everything that the envelope itself can prove: sealed to us, signed by a key
 * that the trust file names for that role and that is valid now, of the right type and shape, addressed to us.
 * Throws an EnvelopeError that says which of these failed.
 */
export async function open<T extends z.ZodType>(
  text: string,
  own: OwnKeys,
  expect: Expectation<T>,
): Promise<{ message: z.infer<T>; peer: PeerKeys }> {
  // What Redis holds may be anything, whatever its type says here.
  if (typeof text !== "string") throw new EnvelopeError("the envelope is no text");
  if (text.length > envelopeMaxLength) throw new EnvelopeError("the envelope is too large");
  const signed = await attempt("unsealing", () =>
    compactDecrypt(text, own.open, {
      keyManagementAlgorithms: [sealAlgorithm],
      contentEncryptionAlgorithms: [contentAlgorithm],
      // seal() never compresses, and whoever has the public key could make a little unpack to a lot.
      maxDecompressedLength: 0,
    }),
  );
  let peer: PeerKeys | undefined;
  const verified = await attempt("checking the signature", () =>
    compactVerify(
      signed.plaintext,
      (header) => {
        peer = expect.trust.get(header.kid ?? "");
        if (peer === undefined) throw new EnvelopeError("the signing key is not known here");
        return peer.verify;
      },
      { algorithms: [signAlgorithm] },
    ),
  );
  if (peer === undefined) throw new EnvelopeError("the signing key is not known here");
  if (verified.protectedHeader.typ !== expect.type) throw new EnvelopeError(`the envelope is no ${expect.type}`);
  if (peer.role !== expect.role) throw new EnvelopeError(`the signing key's role is ${peer.role}`);
  // Said this way round, a time that is no number is refused.
  if (!(expect.now >= peer.notBefore && expect.now <= peer.notAfter))
    throw new EnvelopeError("the signing key is not valid now");
  const message = await attempt("reading the message", () =>
    expect.schema.parse(JSON.parse(new TextDecoder().decode(verified.payload))),
  );
  const addressed = message as { iss?: unknown; aud?: unknown };
  if (addressed.iss !== peer.id) throw new EnvelopeError("the issuer is not the signer");
  if (addressed.aud !== own.id) throw new EnvelopeError("the message is addressed to another");
  return { message, peer };
}

async function attempt<T>(act: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof EnvelopeError) throw cause;
    throw new EnvelopeError(`${act} failed`, { cause });
  }
}
