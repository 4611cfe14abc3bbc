import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { CACHE_ROOT } from "./paths.ts";
import { must } from "./run.ts";

const KEYS = join(CACHE_ROOT, "keys");

export interface KeyPair {
  privateKey: string;
  publicKey: string;
}

/** A person's Ed25519 key pair as paths in the cache, made at the first call. */
export async function cachedKeyPair(name: string): Promise<KeyPair> {
  const folder = join(KEYS, name);
  const pair = { privateKey: join(folder, "id_ed25519"), publicKey: join(folder, "id_ed25519.pub") };
  if (await isThere(pair.publicKey)) return pair;
  await mkdir(KEYS, { recursive: true, mode: 0o700 });
  const work = await mkdtemp(join(KEYS, "new-"));
  try {
    await generateKey(join(work, "id_ed25519"), name);
    // A folder moves in one step; when another lab was quicker, its pair is the one.
    await rename(work, folder).catch(async (error: unknown) => {
      if (!(await isThere(pair.publicKey))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return pair;
}

/** Makes a new Ed25519 key pair at FILE and FILE.pub, for tests that need one more. */
export async function generateKey(file: string, comment: string): Promise<void> {
  await must("making a key pair", ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file]);
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
