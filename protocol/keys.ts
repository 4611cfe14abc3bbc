import { readFile, stat } from "node:fs/promises";
import process from "node:process";
import type { CryptoKey } from "jose";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from "jose";
import { z } from "zod";

/** RFC 8037 keys: Ed25519 for signing, X25519 for sealing. */
const publicJwkSchema = z.object({ kty: z.literal("OKP"), crv: z.enum(["Ed25519", "X25519"]), x: z.string() });
const privateJwkSchema = publicJwkSchema.extend({ d: z.string() });

/** The key file of one program: readable by its own user only. */
export const keyFileSchema = z.strictObject({ sign: privateJwkSchema, seal: privateJwkSchema });
export type KeyFile = z.infer<typeof keyFileSchema>;

/** One key that a host trusts, and for what. Times in milliseconds since 1970. */
export const trustEntrySchema = z.strictObject({
  name: z.string(),
  role: z.enum(["bot", "executor"]),
  sign: publicJwkSchema,
  seal: publicJwkSchema,
  notBefore: z.int(),
  notAfter: z.int(),
});
export const trustFileSchema = z.strictObject({ keys: z.array(trustEntrySchema) });
export type TrustEntry = z.infer<typeof trustEntrySchema>;
export type TrustFile = z.infer<typeof trustFileSchema>;

/** A program's own keys, ready for use. `id` is the RFC 7638 thumbprint of the signing key. */
export interface OwnKeys {
  readonly id: string;
  readonly sign: CryptoKey;
  readonly open: CryptoKey;
}

/** Another program's keys, ready for use. */
export interface PeerKeys {
  readonly id: string;
  readonly name: string;
  readonly role: TrustEntry["role"];
  readonly verify: CryptoKey;
  readonly seal: CryptoKey;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Makes a new key file and the trust entry that others need to know it by. */
export async function generateKeys(
  name: string,
  role: TrustEntry["role"],
  validMs: number,
): Promise<{ file: KeyFile; entry: TrustEntry }> {
  const sign = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const seal = await generateKeyPair("ECDH-ES", { crv: "X25519", extractable: true });
  const file = keyFileSchema.parse({ sign: await exportJWK(sign.privateKey), seal: await exportJWK(seal.privateKey) });
  const now = Date.now();
  const entry = trustEntrySchema.parse({
    name,
    role,
    sign: await exportJWK(sign.publicKey),
    seal: await exportJWK(seal.publicKey),
    notBefore: now - 60_000,
    notAfter: now + validMs,
  });
  return { file, entry };
}

async function importKey(jwk: z.infer<typeof publicJwkSchema>, algorithm: string): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm);
  if (key instanceof Uint8Array) throw new TypeError("a key file holds a symmetric key");
  return key;
}

export async function importOwnKeys(file: KeyFile): Promise<OwnKeys> {
  return {
    id: await calculateJwkThumbprint(file.sign),
    sign: await importKey(file.sign, "EdDSA"),
    open: await importKey(file.seal, "ECDH-ES"),
  };
}

export async function importPeer(entry: TrustEntry): Promise<PeerKeys> {
  return {
    id: await calculateJwkThumbprint(entry.sign),
    name: entry.name,
    role: entry.role,
    verify: await importKey(entry.sign, "EdDSA"),
    seal: await importKey(entry.seal, "ECDH-ES"),
    notBefore: entry.notBefore,
    notAfter: entry.notAfter,
  };
}

/**
 * Throws where somebody else than this program's user and root owns a file, or may do with it what `forbidden` (mode
 * bits) names; then it proves nothing. `mend` is the command that helps.
 */
export async function mustBeOwn(path: string, forbidden: number, mend: string): Promise<void> {
  const { uid, mode } = await stat(path);
  const me = process.getuid?.() ?? 0;
  if (uid !== me && uid !== 0) throw new Error(`${path} belongs to user ${uid}: chown it to this program's user`);
  if ((mode & forbidden) !== 0) throw new Error(`${path} is open to others: ${mend}`);
}

/** Reads a program's own key file. Throws when it cannot be read or is not one. */
export async function readOwnKeys(path: string): Promise<OwnKeys> {
  return importOwnKeys(keyFileSchema.parse(JSON.parse(await readFile(path, "utf8"))));
}
