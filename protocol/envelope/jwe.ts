import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { decode, encode } from "./base64url.ts";

const headerSchema = z.strictObject({
  alg: z.literal("ECDH-ES"),
  enc: z.literal("A256GCM"),
  /** Whoever has the public key can write it: it says nothing. */
  typ: z.string().optional(),
  epk: z.strictObject({ kty: z.literal("OKP"), crv: z.literal("X25519"), x: z.string() }),
});

const publicHalfSchema = z.object({ x: z.string() });

const cipher = "aes-256-gcm";
const keyBytes = 32;
/** RFC 7518, section 5.3: 96 bits, and a tag of 128. */
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals a text to an X25519 key: a compact JWE (RFC 7516, section 7.1; ECDH-ES as direct key agreement, RFC 7518
 * section 4.6, with A256GCM). What is sealed to one reader within a minute shares a key pair; each has its own nonce.
 */
export function encryptCompact(text: string, typ: string, reader: KeyObject): string {
  const { x, key } = sealingKey(reader);
  const header = { alg: "ECDH-ES", enc: "A256GCM", typ, epk: { kty: "OKP", crv: "X25519", x } };
  const head = encode(JSON.stringify(header));
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  sealing.setAAD(Buffer.from(head, "ascii"));
  const sealed = Buffer.concat([sealing.update(text, "utf8"), sealing.final()]);
  return `${head}..${encode(nonce)}.${encode(sealed)}.${encode(sealing.getAuthTag())}`;
}

/** Opens what encryptCompact sealed; throws on anything else, other header fields (compression too) included. */
export function decryptCompact(sealed: string, own: KeyObject): string {
  const parts = sealed.split(".");
  const [head = "", wrapped = "", nonce = "", content = "", tag = ""] = parts;
  if (parts.length !== 5 || wrapped !== "") throw new Error("it is no compact JWE with direct key agreement");
  const { epk } = headerSchema.parse(JSON.parse(decode(head).toString("utf8")));
  const iv = decode(nonce);
  const mark = decode(tag);
  if (iv.length !== nonceBytes || mark.length !== tagBytes) throw new Error("its nonce or tag has another length");
  const key = openingKey(own, epk);
  const opening = createDecipheriv(cipher, key, iv, { authTagLength: tagBytes });
  opening.setAAD(Buffer.from(head, "ascii"));
  opening.setAuthTag(mark);
  return Buffer.concat([opening.update(decode(content)), opening.final()]).toString("utf8");
}

/**
 * A key agreement costs more than all else here, so a sender keeps its result for a minute, and a reader the results
 * of its newest senders. Random nonces of 96 bits under one key are safe for 2^32 texts (NIST SP 800-38D, section
 * 8.3), more than a minute holds. Who agreed proves nothing, kept or not: the signature inside does.
 */
const keptMs = 60_000;
const sendersKept = 64;

interface SealingKey {
  /** The public half, as it stands in the header. */
  readonly x: string;
  readonly key: Buffer;
  /** By performance.now(), in milliseconds. */
  readonly until: number;
}

const sealingKeys = new WeakMap<KeyObject, SealingKey>();
function sealingKey(reader: KeyObject): SealingKey {
  const kept = sealingKeys.get(reader);
  if (kept !== undefined && performance.now() < kept.until) return kept;
  const own = freshKey();
  const { x } = publicHalfSchema.parse(own.export({ format: "jwk" }));
  const made = { x, key: agreedKey(own, reader), until: performance.now() + keptMs };
  sealingKeys.set(reader, made);
  return made;
}

const openingKeys = new WeakMap<KeyObject, LRUCache<string, Buffer>>();
function openingKey(own: KeyObject, epk: z.infer<typeof headerSchema>["epk"]): Buffer {
  const keys = openingKeys.get(own) ?? new LRUCache<string, Buffer>({ max: sendersKept, ttl: keptMs });
  openingKeys.set(own, keys);
  const kept = keys.get(epk.x);
  if (kept !== undefined) return kept;
  const key = agreedKey(own, createPublicKey({ key: epk, format: "jwk" }));
  keys.set(epk.x, key);
  return key;
}

/**
 * A private X25519 key is 32 random bytes (RFC 7748, section 5). Not by generateKeyPairSync: in Node 20 a garbage
 * collection during the export of a key that it made can stop the process for ever (both want the same lock).
 */
const freshKey = (): KeyObject =>
  createPrivateKey({
    key: { kty: "OKP", crv: "X25519", d: encode(randomBytes(keyBytes)), x: encode(Buffer.alloc(keyBytes)) },
    format: "jwk",
  });

/** Concat KDF (RFC 7518, section 4.6.2): algorithm A256GCM, no party information, 256 bits; one round of SHA-256. */
const otherInfo = Buffer.concat([lengthed(Buffer.from("A256GCM")), uint32(0), uint32(0), uint32(keyBytes * 8)]);
const agreedKey = (privateKey: KeyObject, publicKey: KeyObject): Buffer =>
  createHash("sha256").update(uint32(1)).update(diffieHellman({ privateKey, publicKey })).update(otherInfo).digest();

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function lengthed(bytes: Buffer): Buffer {
  return Buffer.concat([uint32(bytes.length), bytes]);
}
