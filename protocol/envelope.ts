import { KeyObject } from "node:crypto";
import type { CryptoKey } from "jose";
import type { z } from "zod";
import { decryptCompact, encryptCompact } from "./envelope/jwe.ts";
import { signCompact, verifyCompact } from "./envelope/jws.ts";
import type { OwnKeys, PeerKeys } from "./keys.ts";

/** What is inside an envelope; it stands in the signature's protected header, so that none passes for another. */
export type EnvelopeType = "shisa-grant" | "shisa-receipt" | "shisa-report" | "shisa-parcel-ask" | "shisa-parcel-piece";

/** Nothing that travels is larger: a bound before any work is done on what Redis holds. In characters. */
export const envelopeMaxLength = 4_000_000;

/** Why an envelope was not accepted; for the audit, never for the person. */
export class EnvelopeError extends Error {
  override readonly name = "EnvelopeError";
}

/** Node's own form of a key: its operations are done at once, where the Web's take a thread and five turns. */
const keyObjects = new WeakMap<CryptoKey, KeyObject>();
function keyObject(key: CryptoKey): KeyObject {
  const object = keyObjects.get(key) ?? KeyObject.from(key);
  keyObjects.set(key, object);
  return object;
}

/**
 * Signs a message and seals it to its reader: a compact JWS (RFC 7515, Ed25519) inside a compact JWE (RFC 7516,
 * ECDH-ES over X25519 with A256GCM).
 */
export async function seal(type: EnvelopeType, message: unknown, own: OwnKeys, reader: PeerKeys): Promise<string> {
  const signed = signCompact(JSON.stringify(message), { typ: type, kid: own.id }, keyObject(own.sign));
  return encryptCompact(signed, type, keyObject(reader.seal));
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
  const signed = attempt("unsealing", () => decryptCompact(text, keyObject(own.open)));
  let peer: PeerKeys | undefined;
  const verified = attempt("checking the signature", () =>
    verifyCompact(signed, ({ kid }) => {
      peer = expect.trust.get(kid ?? "");
      if (peer === undefined) throw new EnvelopeError("the signing key is not known here");
      return keyObject(peer.verify);
    }),
  );
  if (peer === undefined) throw new EnvelopeError("the signing key is not known here");
  if (verified.header.typ !== expect.type) throw new EnvelopeError(`the envelope is no ${expect.type}`);
  if (peer.role !== expect.role) throw new EnvelopeError(`the signing key's role is ${peer.role}`);
  // Said this way round, a time that is no number is refused.
  if (!(expect.now >= peer.notBefore && expect.now <= peer.notAfter))
    throw new EnvelopeError("the signing key is not valid now");
  const message = attempt("reading the message", () =>
    expect.schema.parse(JSON.parse(verified.payload.toString("utf8"))),
  );
  const addressed = message as { iss?: unknown; aud?: unknown };
  if (addressed.iss !== peer.id) throw new EnvelopeError("the issuer is not the signer");
  if (addressed.aud !== own.id) throw new EnvelopeError("the message is addressed to another");
  return { message, peer };
}

function attempt<T>(act: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof EnvelopeError) throw cause;
    throw new EnvelopeError(`${act} failed`, { cause });
  }
}
