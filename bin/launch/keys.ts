import { chown, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateKeys, type KeyFile, type TrustEntry, type TrustFile, trustFileSchema } from "../../protocol/keys.ts";

const dayMs = 24 * 3600 * 1000;

/** Who owns a program's key file. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}
const root: Owner = { uid: 0, gid: 0 };

/** Where the keys of one installation stand. */
export const keyPaths = (dir: string) => ({
  bot: join(dir, "bot.keys.json"),
  executor: (host: string): string => join(dir, `executor-${host}.keys.json`),
  trust: join(dir, "trust.json"),
});

export interface KeysRequest {
  readonly dir: string;
  readonly hosts: readonly string[];
  readonly botOwner: Owner;
  readonly days: number;
}

/**
 * Makes a key file for the bot and one for each host's executor (mode 0600, owned by who uses it) and the trust file
 * (0644, root's) that names them all. Throws with code EEXIST, before anything is written, when a trust file is there.
 */
export async function makeKeys({ dir, hosts, botOwner, days }: KeysRequest): Promise<void> {
  const paths = keyPaths(dir);
  await mkdir(dir, { recursive: true, mode: 0o755 });
  // Taken first and exclusively, so that two at once cannot mix their keys.
  await writeFile(paths.trust, JSON.stringify({ keys: [] }), { mode: 0o644, flag: "wx" });
  const bot = await generateKeys("bot", "bot", days * dayMs);
  await writePrivate(paths.bot, bot.file, botOwner);
  const entries = [bot.entry];
  for (const host of hosts) {
    const made = await generateKeys(host, "executor", days * dayMs);
    await writePrivate(paths.executor(host), made.file, root);
    entries.push(made.entry);
  }
  await writeTrust(paths.trust, { keys: entries });
}

/** Reads the trust file. Throws when it cannot be read or is not one. */
export async function readTrustFile(path: string): Promise<TrustFile> {
  return trustFileSchema.parse(JSON.parse(await readFile(path, "utf8")));
}

export interface RotateRequest {
  readonly dir: string;
  /** `bot`, or a host's name. */
  readonly name: string;
  readonly owner: Owner;
  readonly days: number;
  /** How long the old key is still believed, in hours: longer than a grant may wait, until all have read the new file. */
  readonly overlapHours: number;
}

/**
 * Gives the bot or one executor a new key: a new key file, a new trust entry, and an end to the old one's time.
 * Returns false when the trust file names no such program.
 */
export async function rotateKeys(request: RotateRequest): Promise<boolean> {
  const paths = keyPaths(request.dir);
  const trust = await readTrustFile(paths.trust);
  const old = trust.keys.filter(({ name }) => name === request.name);
  const [first] = old;
  if (first === undefined) return false;
  const made = await generateKeys(request.name, first.role, request.days * dayMs);
  const endsAt = Date.now() + request.overlapHours * 3600 * 1000;
  const ending = (entry: TrustEntry): TrustEntry =>
    entry.name === request.name ? { ...entry, notAfter: Math.min(entry.notAfter, endsAt) } : entry;
  // Believed first, used after: a program started in between has a key that everybody knows.
  await writeTrust(paths.trust, { keys: [...trust.keys.map(ending), made.entry] });
  const path = first.role === "bot" ? paths.bot : paths.executor(request.name);
  await writePrivate(path, made.file, first.role === "bot" ? request.owner : root);
  return true;
}

async function writePrivate(path: string, file: KeyFile, owner: Owner): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(file), { mode: 0o600 });
  if (process.geteuid?.() === 0) await chown(draft, owner.uid, owner.gid);
  await rename(draft, path);
}

async function writeTrust(path: string, trust: TrustFile): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(trust, null, 2), { mode: 0o644 });
  await rename(draft, path);
}
