import { chmod, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { z } from "zod";
import { contextOf, type Surroundings } from "../../../bot/contexts.ts";
import { openDirectory } from "../../../bot/directory.ts";
import { jobBook } from "../../../bot/jobs.ts";
import { type Commands, commandsIn } from "../../../bot/store/commands.ts";
import { openStore, type Store } from "../../../bot/store/database.ts";
import { type Audit, openAudit } from "../../../executor/audit.ts";
import { type Journal, openJournal } from "../../../executor/journal.ts";
import type { Context } from "../../../handlers/kit/ports.ts";
import { createDecider, type Decider } from "../../../policies/decide.ts";
import { inventoryKey } from "../../../protocol/doorbell.ts";
import { open } from "../../../protocol/envelope.ts";
import { type OwnKeys, type PeerKeys, readOwnKeys } from "../../../protocol/keys.ts";
import { inventorySchema, reportSchema } from "../../../protocol/messages.ts";
import { readTrust } from "../../../protocol/trust.ts";
import type { Scene } from "../scene.ts";

/** What the stages are run with: the department's own keys, policies and inventory, and files on the same disk. */
export interface StageTools {
  readonly bot: OwnKeys;
  readonly executor: OwnKeys;
  readonly botAsPeer: PeerKeys;
  readonly executorAsPeer: PeerKeys;
  readonly trust: ReadonlyMap<string, PeerKeys>;
  readonly decider: Decider;
  readonly store: Store;
  readonly commands: Commands;
  readonly context: Context;
  readonly surroundings: Surroundings;
  readonly journal: Journal;
  readonly audit: Audit;
  readonly redis: Redis;
  /** Adds what is to be ended before Redis is left. */
  readonly onClose: (end: () => Promise<void>) => void;
  readonly close: () => Promise<void>;
}

export async function openStageTools({ department, redisUrl, crowd }: Scene): Promise<StageTools> {
  const { folder: shisa } = department;
  const folder = await mkdtemp(join(shisa, "stages-"));
  await chmod(folder, 0o700);
  const [bot, executor, trust, decider] = await Promise.all([
    readOwnKeys(join(shisa, "bot.keys")),
    readOwnKeys(join(shisa, "executor.keys")),
    readTrust(join(shisa, "trust")),
    createDecider(),
  ]);
  const peer = (id: string): PeerKeys => {
    const found = trust.get(id);
    if (found === undefined) throw new Error("reading the bench's trust file: it lacks its own keys");
    return found;
  };
  const redis = new Redis(redisUrl);
  const store = openStore(join(folder, "bot"));
  const commands = commandsIn(store);
  const failed = (cause: unknown): never => {
    throw cause;
  };
  const directory = openDirectory(store, Date.now, 90_000, failed);
  const envelope = z.string().parse(await redis.get(inventoryKey("vm1")));
  const expected = { type: "shisa-report", schema: reportSchema, trust, role: "executor", now: Date.now() } as const;
  const { host, boot, seq, iat, bodies } = (await open(envelope, bot, expected)).message;
  directory.take({ host, boot, seq, saidAt: iat * 1000, inventory: inventorySchema.parse(bodies[0]) });
  const surroundings: Surroundings = {
    directory,
    jobs: jobBook(commands),
    audit: { search: () => Promise.reject(new Error("no stage looks into the audit")), findings: () => [] },
    preferences: { language: () => undefined, setLanguage: () => undefined },
    policies: decider,
    timeZone: "Asia/Tokyo",
    language: "en",
    now: Date.now,
  };
  const account = crowd[0] ?? "";
  const person = directory.person(account);
  if (person === undefined) throw new Error("preparing the stages: nobody is known yet");
  const identity = { platform: "terminal", workspace: "bench", user: account };
  const journal = await openJournal(folder);
  const audit = await openAudit(folder, Date.now);
  const ends: (() => Promise<void>)[] = [];
  return {
    ...{ bot, executor, botAsPeer: peer(bot.id), executorAsPeer: peer(executor.id), trust, decider },
    ...{
      store,
      commands,
      context: contextOf(surroundings, person, identity, "en"),
      surroundings,
      journal,
      audit,
      redis,
    },
    onClose: (end) => void ends.push(end),
    close: async () => {
      for (const end of ends) await end();
      redis.disconnect();
      await journal.close();
      await audit.close();
      store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
