import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isSecret } from "../secret.ts";
import type { Nonce } from "../told.ts";

/** Why a request is turned away. */
export type Turned = "unsigned" | "stale" | "future" | "forged" | "replayed";

/** How far a request's time may be from ours, in seconds and in both directions. */
const farSeconds = 300;

/**
 * Lets in what was signed with the secret, lately and never before: HMAC-SHA256 over `v1:TIME:NONCE:BODY`.
 * @param now milliseconds since 1970
 */
export function guardSigned(
  headers: IncomingHttpHeaders,
  body: Buffer,
  secret: string,
  isKnown: (nonce: string) => boolean,
  now: number,
): Turned | Nonce {
  const stamp = headers["x-shisa-timestamp"];
  const text = headers["x-shisa-nonce"];
  const signature = headers["x-shisa-signature"];
  if (typeof stamp !== "string" || !/^\d{1,12}$/u.test(stamp)) return "unsigned";
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]{16,64}$/u.test(text)) return "unsigned";
  if (typeof signature !== "string") return "unsigned";
  const expected = createHmac("sha256", secret).update(`v1:${stamp}:${text}:`).update(body).digest("hex");
  if (!isSecret(signature, `v1=${expected}`)) return "forged";
  const ageSeconds = now / 1_000 - Number(stamp);
  if (ageSeconds > farSeconds) return "stale";
  if (ageSeconds < -farSeconds) return "future";
  if (isKnown(text)) return "replayed";
  return { text, until: (Number(stamp) + farSeconds + 1) * 1_000 };
}
