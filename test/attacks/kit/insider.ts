import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { checkChain } from "../../../protocol/chain.ts";
import { generateKeys, importOwnKeys, importPeer, type OwnKeys, type PeerKeys } from "../../../protocol/keys.ts";
import type { Department } from "../../department/department.ts";
import { waitFor } from "../../support/wait.ts";

const yearMs = 365 * 24 * 3_600_000;

/** What somebody has who can write to a department's Redis, and, where a test says so, more than that. */
export interface Insider {
  readonly redis: Redis;
  /** Keys that no trust file names, as `bot` and as `executor`. */
  readonly stranger: { readonly bot: OwnKeys; readonly executor: OwnKeys };
  /** The department's own keys: what is public about them, and what a thief of the files would have. */
  readonly public: { readonly bot: PeerKeys; readonly executor: PeerKeys };
  readonly stolen: { readonly bot: OwnKeys; readonly executor: OwnKeys };
  readonly close: () => void;
}

/** Opens the department's Redis and reads its key files, which only a thief could. */
export async function insiderOf(department: Department): Promise<Insider> {
  const read = async (name: string) => JSON.parse(await readFile(join(department.folder, name), "utf8"));
  const { keys } = await read("trust");
  const [bot, executor] = await Promise.all([importPeer(keys[0]), importPeer(keys[1])]);
  const [strangerBot, strangerExecutor] = await Promise.all([
    generateKeys("bot", "bot", yearMs),
    generateKeys("vm1", "executor", yearMs),
  ]);
  const redis = new Redis({ path: department.lab.redisSocket ?? "", maxRetriesPerRequest: null });
  redis.on("error", () => undefined);
  return {
    redis,
    stranger: {
      bot: await importOwnKeys(strangerBot.file),
      executor: await importOwnKeys(strangerExecutor.file),
    },
    public: { bot, executor },
    stolen: {
      bot: await importOwnKeys(await read("bot.keys")),
      executor: await importOwnKeys(await read("executor.keys")),
    },
    close: () => redis.disconnect(),
  };
}

type Entry = Readonly<Record<string, unknown>>;

/** What stands in an audit file, oldest first; throws when its chain is broken. */
export async function auditOf(department: Department, program: "bot" | "executor" | "bak1"): Promise<Entry[]> {
  const text = await readFile(join(department.folder, program, "audit.log"), "utf8");
  const { ok, broken } = checkChain(text);
  if (!ok) throw new Error(`the audit of the ${program} is broken: ${JSON.stringify(broken)}`);
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { entry: Entry }).entry);
}

/** Waits until the audit tells something that holds all of `wanted`. */
export async function audited(
  department: Department,
  program: Parameters<typeof auditOf>[1],
  wanted: Entry,
): Promise<Entry> {
  let found: Entry | undefined;
  await waitFor(`the audit of the ${program} to tell ${JSON.stringify(wanted)}`, async () => {
    found = (await auditOf(department, program)).find((entry) => holds(entry, wanted));
    return found !== undefined;
  });
  return found ?? {};
}

function holds(entry: unknown, wanted: unknown): boolean {
  if (wanted instanceof RegExp) return wanted.test(String(entry));
  if (typeof wanted !== "object" || wanted === null) return entry === wanted;
  if (typeof entry !== "object" || entry === null) return false;
  return Object.entries(wanted).every(([name, value]) => holds((entry as Entry)[name], value));
}

/** The journal's records, oldest first. */
export async function journalOf(department: Department): Promise<Entry[]> {
  const text = await readFile(join(department.folder, "executor/journal.jsonl"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Entry);
}
