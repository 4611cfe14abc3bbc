import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { type Config, type Timings, usualTimings } from "../../../bot/config.ts";
import { type Bot, startBot } from "../../../bot/start.ts";
import { checkChain } from "../../../protocol/chain.ts";
import { grantIdOf } from "../../../protocol/ids.ts";
import { generateKeys, importOwnKeys, importPeer, type OwnKeys } from "../../../protocol/keys.ts";
import { type Said, sayTo } from "./client.ts";
import { testHandlers } from "./commands.ts";
import { type FakeExecutor, fakeExecutor } from "./fake-executor.ts";
import { type TestRedis, testRedis } from "./redis.ts";
import { until } from "./until.ts";

/** A real Redis, the bot in this process, and executors that say what a test has them say. */
export interface Scene {
  readonly config: Config;
  readonly redis: TestRedis;
  readonly vm1: FakeExecutor;
  /** Another host that the bot trusts as much. */
  readonly vm2: FakeExecutor;
  /** Keys that stand in no trust file. */
  readonly stranger: OwnKeys;
  readonly startBot: () => Promise<void>;
  readonly stopBot: () => Promise<void>;
  readonly say: (line: string, options?: { id?: string; account?: string }) => Said & { readonly grant: string };
  /** The grant of something said, once it has arrived at vm1. */
  readonly arrived: (said: { readonly grant: string }) => Promise<string>;
  /** What the audit says, after its chain was checked. */
  readonly audited: () => Promise<readonly Record<string, unknown>[]>;
  readonly end: () => Promise<void>;
}

const hourMs = 3_600_000;

// Real Redis, real files, real signatures, beside other suites on few cores: what hangs is told by until().
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 });

export async function setScene(timings: Partial<Timings> = {}): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), "shisa-bot-"));
  const redis = testRedis(folder);
  await redis.start();
  const bot = await generateKeys("bot", "bot", hourMs);
  const vm1 = await generateKeys("vm1", "executor", hourMs);
  const vm2 = await generateKeys("vm2", "executor", hourMs);
  const stranger = await generateKeys("vm1", "executor", hourMs);
  const config: Config = {
    redisUrl: redis.url,
    state: join(folder, "state"),
    keys: join(folder, "bot.keys"),
    trust: join(folder, "trust"),
    timeZone: "Asia/Tokyo",
    language: "en",
    logLevel: "silent",
    audit: { fileBytes: 50_000_000, syslog: undefined, syslogCa: undefined },
    chat: { prefix: "", slack: undefined, discord: undefined },
    terminals: { socket: undefined, tls: undefined },
    webhooks: undefined,
    timings: { ...usualTimings, resendMs: 200, resendKnownMs: 1_000, ...timings },
  };
  await writeFile(config.keys, JSON.stringify(bot.file), { mode: 0o600 });
  await writeFile(config.trust, JSON.stringify({ keys: [bot.entry, vm1.entry, vm2.entry] }));
  const path = redis.url.slice("unix://".length);
  const peer = await importPeer(bot.entry);
  const first = await fakeExecutor(path, "vm1", await importOwnKeys(vm1.file), peer);
  const second = await fakeExecutor(path, "vm2", await importOwnKeys(vm2.file), peer);
  let running: Bot | undefined;
  const socket = join(config.state, "terminal", "shisa.sock");

  const scene: Scene = {
    config,
    redis,
    vm1: first,
    vm2: second,
    stranger: await importOwnKeys(stranger.file),
    startBot: async () => {
      running = await startBot(config, { handlers: testHandlers });
    },
    stopBot: async () => {
      await running?.stop();
      running = undefined;
    },
    say: (line, { account = "e235701", id } = {}) => {
      const said = sayTo(socket, account, line, id);
      return { ...said, grant: grantIdOf(`terminal:${said.id}`) };
    },
    arrived: ({ grant }) => until(`grant ${grant} arrives`, () => first.grants.find(({ jti }) => jti === grant)?.jti),
    audited: async () => {
      const text = await readFile(join(config.state, "audit.log"), "utf8");
      const check = checkChain(text);
      if (!check.ok) throw new Error(`the audit is broken: ${JSON.stringify(check)}`);
      const lines = text.split("\n").filter((line) => line !== "");
      return lines.map((line) => (JSON.parse(line) as { entry: Record<string, unknown> }).entry);
    },
    end: async () => {
      await running?.stop();
      await first.close();
      await second.close();
      await redis.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await first.sayInventory();
  await second.sayInventory({ people: [], guests: [] });
  await scene.startBot();
  return scene;
}

/** Waits until the audit tells of such an event for such a reason. */
export const auditTells = (scene: Scene, event: string, why?: string): Promise<Record<string, unknown>> =>
  until(`the audit tells of ${event} ${why ?? ""}`, async () =>
    (await scene.audited()).find((entry) => entry["event"] === event && (why === undefined || entry["why"] === why)),
  );
