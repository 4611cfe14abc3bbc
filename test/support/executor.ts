import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../executor/config.ts";
import type { ExecOptions } from "../../executor/exec.ts";
import { type Executor, type StartOptions, startExecutor } from "../../executor/start.ts";
import { generateKeys, importOwnKeys, importPeer, type OwnKeys, type PeerKeys } from "../../protocol/keys.ts";
import { createTestBot, type TestBot } from "./bot.ts";
import { alice, bob, type FakeAccount, fakeGetent, gone, prof } from "./fake-people.ts";
import { throwAwayFolder } from "./folder.ts";
import { startRedis, type ThrowAwayRedis } from "./redis.ts";

/** One executor with a Redis, a bot and people of its own. */
export interface Bench {
  readonly folder: string;
  readonly config: Config;
  readonly redis: ThrowAwayRedis;
  readonly bot: TestBot;
  /** Another bot, which the trust file does not name. */
  readonly stranger: TestBot;
  readonly executorKeys: PeerKeys;
  readonly botKeys: OwnKeys;
  readonly exec: ExecOptions;
  readonly start: (options?: StartOptions) => Promise<Executor>;
  readonly stop: () => Promise<void>;
  /** What getent was asked, one line a call. */
  readonly asked: () => Promise<string[]>;
  /** What stands in the audit, oldest first. */
  readonly audit: () => Promise<Record<string, unknown>[]>;
  readonly remove: () => Promise<void>;
}

const year = 365 * 24 * 3_600_000;

/** Makes everything that an executor needs; start() starts it in this process. */
export async function prepareBench(
  people: readonly FakeAccount[] = [alice, bob, prof, gone],
  settings: Partial<Config> = {},
): Promise<Bench> {
  const folder = await throwAwayFolder();
  const redis = await startRedis();
  const [forBot, forStranger, forExecutor] = await Promise.all([
    generateKeys("bot", "bot", year),
    generateKeys("stranger", "bot", year),
    generateKeys("h1", "executor", year),
  ]);
  const at = (name: string): string => join(folder.path, name);
  await writeFile(at("keys"), JSON.stringify(forExecutor.file), { mode: 0o600 });
  await writeFile(at("bot.keys"), JSON.stringify(forBot.file), { mode: 0o600 });
  await writeFile(at("trust"), JSON.stringify({ keys: [forBot.entry, forExecutor.entry] }), { mode: 0o644 });
  await mkdir(at("people"));
  const exec: ExecOptions = { programs: { getent: await fakeGetent(at("people"), people) } };
  const config: Config = {
    host: "h1",
    redisUrl: redis.url,
    state: at("state"),
    keys: at("keys"),
    trust: at("trust"),
    stopFile: at("stop"),
    timeZone: "Asia/Tokyo",
    groups: { student: "students", staff: "staff", admin: "shisa-admin" },
    lanes: { quick: 8, long: 8 },
    logLevel: "silent",
    audit: { fileBytes: 50_000_000, syslog: undefined, syslogCa: undefined },
    mungeSocket: undefined,
    monitors: { disks: [], certificates: [] },
    backups: undefined,
    homes: undefined,
    vm: undefined,
    ceph: undefined,
    ...settings,
  };
  const botKeys = await importOwnKeys(forBot.file);
  const executorKeys = await importPeer(forExecutor.entry);
  const shared = { client: redis.client, executor: executorKeys, host: config.host };
  const bot = createTestBot({ ...shared, own: botKeys });
  const stranger = createTestBot({ ...shared, own: await importOwnKeys(forStranger.file) });
  let running: Executor | undefined;
  const lines = async (path: string): Promise<string[]> =>
    (await readFile(path, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
  const stop = async (): Promise<void> => {
    await running?.stop(2_000);
    running = undefined;
  };
  return {
    folder: folder.path,
    config,
    redis,
    bot,
    stranger,
    executorKeys,
    botKeys,
    exec,
    async start(options = {}) {
      running = await startExecutor(config, { exec, patience: { tries: 2, pauseMs: 10 }, ...options });
      return running;
    },
    stop,
    asked: () => lines(at("people/asked")),
    audit: async () =>
      (await lines(at("state/audit.log"))).map(
        (line) => (JSON.parse(line) as { entry: Record<string, unknown> }).entry,
      ),
    async remove() {
      await stop();
      await bot.close();
      await stranger.close();
      await redis.remove();
      await folder.remove();
    },
  };
}
