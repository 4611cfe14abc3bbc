import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalKey, rsaBits } from "./blob.ts";

/** How a key's type is named to people, and its length in bits; RSA's is the key's own. */
const known: Readonly<Record<string, readonly [name: string, bits: number]>> = {
  "ssh-ed25519": ["ED25519", 256],
  "sk-ssh-ed25519@openssh.com": ["ED25519-SK", 256],
  "ssh-rsa": ["RSA", 0],
  "ecdsa-sha2-nistp256": ["ECDSA", 256],
  "ecdsa-sha2-nistp384": ["ECDSA", 384],
  "ecdsa-sha2-nistp521": ["ECDSA", 521],
  "sk-ecdsa-sha2-nistp256@openssh.com": ["ECDSA-SK", 256],
};

/** Whether a text is one well-formed key as `type base64`, and nothing else. */
export function isPublicKey(text: string): boolean {
  const [type = "", base64 = "", ...more] = text.split(" ");
  return more.length === 0 && canonicalKey(type, base64) === text;
}

/** `type base64`, nothing before and nothing after; RSA keys of 16,384 bits have 2,800 characters. */
export const publicKeySchema = z.string().max(4_096).refine(isPublicKey);

/** No statement about a person's keys (protocol/given-keys.ts) is longer, in characters: ten of the longest fit. */
export const givenKeysMaxLength = 48_000;

/** What ssh-keygen -l tells of a well-formed key (`type base64`): its type's name, its bits and its fingerprint. */
export function describeKey(key: string): {
  readonly type: string;
  readonly bits: number;
  readonly fingerprint: string;
} {
  const [type = "", base64 = ""] = key.split(" ");
  const [name, bits] = (Object.hasOwn(known, type) ? known[type] : undefined) ?? [type, 0];
  const hash = createHash("sha256").update(Buffer.from(base64, "base64")).digest("base64");
  return { type: name, bits: rsaBits(key) ?? bits, fingerprint: `SHA256:${hash.replace(/=+$/, "")}` };
}
