import { type KeyObject, sign, verify } from "node:crypto";
import { z } from "zod";
import { decode, encode } from "./base64url.ts";

/** RFC 8037: Ed25519 in JOSE. */
const algorithm = "EdDSA";
const headerSchema = z.strictObject({
  alg: z.literal(algorithm),
  typ: z.string().optional(),
  kid: z.string().optional(),
});
type SignedHeader = z.infer<typeof headerSchema>;

/** Signs bytes as they are: a compact JWS (RFC 7515, section 7.1). */
export function signCompact(payload: string, header: { typ: string; kid: string }, key: KeyObject): string {
  const protectedHeader: SignedHeader = { alg: algorithm, ...header };
  const signed = `${encode(JSON.stringify(protectedHeader))}.${encode(payload)}`;
  return `${signed}.${encode(sign(null, Buffer.from(signed, "ascii"), key))}`;
}

/**
 * Checks a compact JWS and gives what was signed. Only what signCompact writes is taken: this algorithm, these header
 * fields and no others. Throws where it is anything else; `keyOf` may throw where it knows no key.
 */
export function verifyCompact(
  text: string,
  keyOf: (header: SignedHeader) => KeyObject,
): { header: SignedHeader; payload: Buffer } {
  const parts = text.split(".");
  const [head = "", body = "", signature = ""] = parts;
  if (parts.length !== 3) throw new Error("it is no compact JWS");
  const header = headerSchema.parse(JSON.parse(decode(head).toString("utf8")));
  const signed = Buffer.from(`${head}.${body}`, "ascii");
  if (!verify(null, signed, keyOf(header), decode(signature))) throw new Error("the signature is not the key's");
  return { header, payload: decode(body) };
}
