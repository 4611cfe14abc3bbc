import { readFile, stat } from "node:fs/promises";
import { importPeer, mustBeOwn, type PeerKeys, trustFileSchema } from "./keys.ts";

/** The keys that are believed here, by their id (RFC 7638 thumbprint of the signing key). */
export type Trust = ReadonlyMap<string, PeerKeys>;

/** How often it is looked whether the trust file is another one, in milliseconds. */
const lookEveryMs = 1_000;

/**
 * Reads the trust file. Throws when it cannot be read, is not one, or names a key twice: then it would say two things
 * about who may use it.
 */
export async function readTrust(path: string): Promise<Trust> {
  const { keys } = trustFileSchema.parse(JSON.parse(await readFile(path, "utf8")));
  const peers = await Promise.all(keys.map(importPeer));
  const trust = new Map(peers.map((peer) => [peer.id, peer]));
  if (trust.size !== peers.length) throw new Error(`reading ${path}: it names a key twice`);
  return trust;
}

/**
 * Reads the trust file and goes on reading it whenever it changes: a key that is taken out of it is not believed a
 * second later. A file that cannot be read any more, or that others could have written, names nobody.
 * @param changed told what was read: how many keys, or why none
 * @throws when it cannot be used now
 */
export async function followTrust(
  path: string,
  changed: (now: { readonly keys: number; readonly fault?: Error }) => void,
): Promise<{ readonly trust: Trust; readonly stop: () => void }> {
  const read = async (): Promise<Trust> => {
    await mustBeOwn(path, 0o022, `chmod 644 ${path}`);
    return readTrust(path);
  };
  // Before the file is read: a change in between is seen as one.
  let stamp = await stampOf(path);
  const trust = new Map(await read());

  async function look(): Promise<void> {
    const now = await stampOf(path);
    if (now === stamp) return;
    stamp = now;
    const fault = await read().then(replace, (error: unknown) => {
      trust.clear();
      return error instanceof Error ? error : new Error(String(error));
    });
    changed({ keys: trust.size, ...(fault === undefined ? {} : { fault }) });
  }
  function replace(fresh: Trust): undefined {
    trust.clear();
    for (const [id, peer] of fresh) trust.set(id, peer);
  }

  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  }, lookEveryMs);
  timer.unref();
  return { trust, stop: () => clearInterval(timer) };
}

/** What changes whenever a file does; where it cannot be looked at, why. */
const stampOf = (path: string): Promise<string> =>
  stat(path, { bigint: true }).then(
    ({ dev, ino, size, mtimeNs, ctimeNs }) => `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
