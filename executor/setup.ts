import { mkdir } from "node:fs/promises";
import { mustBeOwn, type OwnKeys, type PeerKeys, readOwnKeys, readTrust } from "../protocol/keys.ts";
import type { Config } from "./config.ts";

/** Makes the state folder, for this user only. */
export async function prepareState(state: string): Promise<void> {
  await mkdir(state, { recursive: true, mode: 0o700 });
}

/**
 * Reads this executor's keys and the trust file. Throws where somebody else could have read the one or written the
 * other: then neither says anything.
 */
export async function readKeys({
  keys,
  trust,
}: Config): Promise<{ own: OwnKeys; trust: ReadonlyMap<string, PeerKeys> }> {
  await mustBeOwn(keys, 0o077, `chmod 600 ${keys}`);
  await mustBeOwn(trust, 0o022, `chmod 644 ${trust}`);
  try {
    return { own: await readOwnKeys(keys), trust: await readTrust(trust) };
  } catch (cause) {
    throw new Error(`reading the keys ${keys} and the trust file ${trust}`, { cause });
  }
}
