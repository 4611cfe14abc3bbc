import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Config, type Timings, usualTimings } from "../../../bot/config.ts";
import { type Bot, startBot } from "../../../bot/start.ts";
import { openStore } from "../../../bot/store/database.ts";
import { figuresIn } from "../../../bot/store/figures.ts";
import { linksIn } from "../../../bot/store/links.ts";
import type { Course } from "../../../handlers/kit/chart.ts";
import { identityText } from "../../../protocol/identity.ts";
import { generateKeys, importOwnKeys, importPeer, type OwnKeys } from "../../../protocol/keys.ts";
import { type Link, signLink } from "../../../protocol/link.ts";
import type { Condition, MonitorReport } from "../../../protocol/monitor.ts";
import { sayTo } from "../../department/client.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";
import type { Person as DiscordPerson } from "../../fakes/discord/driver/person.ts";
import type { Person as SlackPerson } from "../../fakes/slack/driver/person.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/slack.ts";
import { type FakeExecutor, fakeExecutor } from "../bot/fake-executor.ts";
import { type TestRedis, testRedis } from "../bot/redis.ts";

/** The bot in this process between a real Redis and both platforms, with an alert channel on each. */
export interface AlertScene {
  readonly redis: TestRedis;
  readonly vm1: FakeExecutor;
  /** Keys that stand in no trust file. */
  readonly stranger: OwnKeys;
  readonly slack: FakeSlack;
  readonly discord: FakeDiscord;
  readonly channels: { readonly slack: string; readonly discord: string };
  /** e235701 on Slack and e235702 on Discord, both in the alert channel. */
  readonly onSlack: SlackPerson;
  readonly onDiscord: DiscordPerson;
  /** What vm1's monitor of ceph finds. */
  readonly tell: (conditions: readonly Condition[], changes?: Partial<MonitorReport>) => Promise<void>;
  /** What was counted before the bot is started, by the series' name. */
  readonly remember: (series: string, points: Course) => Promise<void>;
  readonly say: (line: string, account?: string) => ReturnType<typeof sayTo>["final"];
  readonly startBot: () => Promise<void>;
  readonly stopBot: () => Promise<void>;
  readonly end: () => Promise<void>;
}

const hourMs = 3_600_000;

/** @param rota who takes turns, as the administrators' file says it; absent: nobody */
export async function setAlertScene(timings: Partial<Timings> = {}, rota?: object): Promise<AlertScene> {
  const folder = await mkdtemp(join(tmpdir(), "shisa-alerts-"));
  const redis = testRedis(folder);
  await redis.start();
  const slack = await startFakeSlack();
  const discord = await startFakeDiscord();
  const bot = await generateKeys("bot", "bot", hourMs);
  const vm1 = await generateKeys("vm1", "executor", hourMs);
  const stranger = await importOwnKeys((await generateKeys("vm1", "executor", hourMs)).file);
  const onSlack = slack.person({ locale: "en-US" });
  const onDiscord = discord.person({ locale: "en-US" });
  const channels = {
    slack: slack.channel({ name: "alerts", members: [onSlack] }).id,
    discord: discord.channel("alerts").id,
  };
  const config: Config = {
    redisUrl: redis.url,
    state: join(folder, "state"),
    keys: join(folder, "bot.keys"),
    trust: join(folder, "trust"),
    timeZone: "Asia/Tokyo",
    language: "en",
    logLevel: "silent",
    audit: { fileBytes: 50_000_000, syslog: undefined, syslogCa: undefined },
    chat: {
      prefix: "",
      slack: {
        ...{
          workspace: slack.team,
          botToken: slack.botToken,
          appToken: slack.appToken,
          http: undefined,
          api: slack.api,
        },
        channels: { alert: channels.slack, approval: undefined, announcement: undefined },
      },
      discord: {
        ...{ guild: discord.guild, token: discord.token, api: discord.api },
        channels: { alert: channels.discord, approval: undefined, announcement: undefined },
      },
    },
    terminals: { socket: undefined, tls: undefined },
    webhooks: undefined,
    ...(rota === undefined ? {} : { oncall: join(folder, "rota") }),
    timings: { ...usualTimings, ...timings },
  };
  await writeFile(config.keys, JSON.stringify(bot.file), { mode: 0o600 });
  if (rota !== undefined) await writeFile(join(folder, "rota"), JSON.stringify(rota), { mode: 0o600 });
  await writeFile(config.trust, JSON.stringify({ keys: [bot.entry, vm1.entry] }));
  const own = await importOwnKeys(vm1.file);
  const executor = await fakeExecutor(redis.url.slice("unix://".length), "vm1", own, await importPeer(bot.entry));
  const store = openStore(config.state);
  const link = (identity: Link["identity"], name: string, uid: number): Promise<boolean> => {
    const iat = Date.now() - 1_000;
    const said = { identity, person: { name, uid }, iat, by: "adm1", how: "munge", bot: "none" } as const;
    return store.write(() =>
      linksIn(store).put({ identity: identityText(identity), statement: signLink(said, own), iat }),
    );
  };
  await link({ platform: "slack", workspace: slack.team, user: onSlack.id }, "e235701", 60_001);
  await link({ platform: "discord", workspace: discord.guild, user: onDiscord.id }, "e235702", 60_002);
  store.close();

  let running: Bot | undefined;
  const socket = join(config.state, "terminal", "shisa.sock");
  const scene: AlertScene = {
    ...{ redis, vm1: executor, stranger, slack, discord, channels, onSlack, onDiscord },
    tell: (conditions, changes = {}) => {
      const told = { name: "ceph", at: Date.now(), everyMs: 15_000, fault: null, figures: [], ...changes };
      return executor.sayInventory({ monitors: [{ ...told, conditions: [...conditions] }] });
    },
    remember: async (series, points) => {
      const kept = openStore(config.state);
      const figures = figuresIn(kept);
      await kept.write(() => {
        for (const [at, value] of points) figures.put(series, at, value);
      });
      kept.close();
    },
    say: (line, account = "e235701") => sayTo(socket, account, line, { id: randomUUID() }).final,
    startBot: async () => {
      running = await startBot(config);
      await discord.ready();
    },
    stopBot: async () => {
      await running?.stop();
      running = undefined;
    },
    end: async () => {
      await running?.stop();
      await executor.close();
      await slack.stop();
      await discord.stop();
      await redis.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await executor.sayInventory();
  await scene.startBot();
  return scene;
}
