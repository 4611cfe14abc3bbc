import { mkdir } from "node:fs/promises";
import { mustBeOwn, type OwnKeys, readOwnKeys } from "../protocol/keys.ts";

/** Makes the state folder, for this user only. */
export async function prepareState(state: string): Promise<void> {
  await mkdir(state, { recursive: true, mode: 0o700 });
}

/** Reads this executor's keys. Throws where somebody else could have read them: then they say nothing. */
export async function readKeys(path: string): Promise<OwnKeys> {
  await mustBeOwn(path, 0o077, `chmod 600 ${path}`);
  try {
    return await readOwnKeys(path);
  } catch (cause) {
    throw new Error(`reading the keys ${path}`, { cause });
  }
}
