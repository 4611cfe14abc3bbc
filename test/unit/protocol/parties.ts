import { CompactEncrypt, CompactSign, type CryptoKey } from "jose";
import { z } from "zod";
import type { Expectation } from "../../../protocol/envelope.ts";
import { generateKeys, importOwnKeys, importPeer, type OwnKeys, type PeerKeys } from "../../../protocol/keys.ts";

/** A program with its keys, and as the others know it. */
export interface Party {
  readonly own: OwnKeys;
  readonly peer: PeerKeys;
}

export async function party(name: string, role: "bot" | "executor"): Promise<Party> {
  const { file, entry } = await generateKeys(name, role, 3_600_000);
  return { own: await importOwnKeys(file), peer: await importPeer(entry) };
}

export const messageSchema = z.strictObject({ iss: z.string(), aud: z.string(), text: z.string() });

export const message = (from: Party, to: Party, text = "hello") => ({ iss: from.own.id, aud: to.own.id, text });

/** What an executor expects of a grant, with `known` in its trust file. */
export const expectation = (
  known: readonly PeerKeys[],
  more: Partial<Expectation<typeof messageSchema>> = {},
): Expectation<typeof messageSchema> => ({
  type: "shisa-grant",
  schema: messageSchema,
  trust: new Map(known.map((peer) => [peer.id, peer])),
  role: "bot",
  now: Date.now(),
  ...more,
});

type Header = Record<string, unknown> & { alg: string };

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));

/** A compact JWS with whatever header: what a forger may put inside an envelope. */
export const signed = (payload: unknown, header: Header, key: CryptoKey | Uint8Array): Promise<string> =>
  new CompactSign(bytes(payload)).setProtectedHeader(header).sign(key);

/** Seals any text to a reader, as everybody can who has its public key. */
export const sealed = (
  text: string,
  reader: PeerKeys,
  header: Record<string, unknown> & { alg: string; enc: string } = { alg: "ECDH-ES", enc: "A256GCM" },
): Promise<string> => new CompactEncrypt(bytes(text)).setProtectedHeader(header).encrypt(reader.seal);

export const base64url = (value: unknown): string => Buffer.from(bytes(value)).toString("base64url");
