import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askBot } from "../../../bin/watch/ask.ts";
import { postersOf } from "../../../bin/watch/posters.ts";
import { readWatchSettings } from "../../../bin/watch/settings.ts";
import { createWatcher } from "../../../bin/watch/watcher.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/slack.ts";
import { freePort } from "../../lab/free-port.ts";
import { startWebhookScene, type WebhookScene } from "../../support/webhooks.ts";
import { shisa } from "../bin/run-shisa.ts";

const minute = 60_000;
let bot: WebhookScene;
let slack: FakeSlack;
let discord: FakeDiscord;
let folder = "";
let at = 0;
let environment: Record<string, string> = {};

beforeEach(async () => {
  [bot, slack, discord] = await Promise.all([startWebhookScene(), startFakeSlack(), startFakeDiscord()]);
  folder = await mkdtemp(join(tmpdir(), "shisa-watch-"));
  await writeFile(join(folder, "trust"), JSON.stringify({ keys: [bot.entry] }));
  at = Date.now();
  environment = {
    SHISA_WATCH_URL: bot.url,
    SHISA_TRUST: join(folder, "trust"),
    SHISA_WATCH_STATE: join(folder, "watch.json"),
    SHISA_SLACK_BOT_TOKEN: slack.botToken,
    SHISA_SLACK_API: slack.api,
    SHISA_SLACK_ALERT_CHANNEL: slack.channel({ name: "alerts" }).id,
    SHISA_DISCORD_TOKEN: discord.token,
    SHISA_DISCORD_API: discord.api,
    SHISA_DISCORD_ALERT_CHANNEL: discord.channel("alerts").id,
  };
});
afterEach(async () => {
  await Promise.all([bot.stop(), slack.stop(), discord.stop()]);
  await rm(folder, { recursive: true });
});

/** A watcher whose bot is down while `isDown` says so; it looks each half a minute. */
async function watch(isDown: () => boolean) {
  const settings = readWatchSettings(environment);
  const trust = new Map([[bot.bot.id, bot.bot]]);
  const look = await createWatcher({
    ask: () => (isDown() ? Promise.reject(new Error("connection refused")) : askBot(bot.url, trust, Date.now)),
    posters: postersOf(settings),
    ...{ silentMs: 5 * minute, state: settings.SHISA_WATCH_STATE, timeZone: "Asia/Tokyo", now: () => at },
    say: () => undefined,
  });
  return async (minutes: number): Promise<void> => {
    for (let gone = 0; gone < minutes; gone += 0.5) {
      at += minute / 2;
      await look();
    }
  };
}
const posts = () => slack.world.posts.map(({ sent }) => String(sent["text"]));
const onDiscord = () => discord.calls(/^POST \/channels\/\d+\/messages$/u);

describe("the watcher", () => {
  it("posts once in both chats when the bot has not answered for five minutes, and once when it is back", async () => {
    let isDown = false;
    const pass = await watch(() => isDown);
    await pass(10);
    expect(posts()).toEqual([]);
    isDown = true;
    await pass(4.5);
    expect(posts()).toEqual([]);
    await pass(60);
    expect(posts()).toHaveLength(1);
    expect(posts()[0]).toMatch(/応答していません[\s\S]*has not answered for 5 min/u);
    expect(onDiscord()).toHaveLength(1);
    isDown = false;
    await pass(10);
    expect(posts()).toHaveLength(2);
    expect(posts()[1]).toMatch(/answers again/u);
    expect(onDiscord()).toHaveLength(2);
    expect([...slack.complaints(), ...discord.complaints()]).toEqual([]);
  });

  it("posts the same once, whatever is restarted", async () => {
    await (await watch(() => true))(6);
    await (await watch(() => true))(20);
    expect(posts()).toHaveLength(1);
    await (await watch(() => false))(2);
    expect(posts()).toHaveLength(2);
    await (await watch(() => false))(20);
    expect(posts()).toHaveLength(2);
  });

  it("posts on one platform though the other is down, and there as soon as it can", async () => {
    await discord.down();
    const pass = await watch(() => true);
    await pass(7);
    expect(posts()).toHaveLength(1);
    await discord.up();
    await pass(1);
    expect(onDiscord()).toHaveLength(1);
    expect(posts()).toHaveLength(1);
  });

  it("does not cry at its own start, nor when this machine was off for a night", async () => {
    await (await watch(() => false))(1);
    at += 8 * 60 * minute;
    await (await watch(() => true))(4);
    expect(posts()).toEqual([]);
  });

  it("posts though a timer has it look each half hour only, a program of its own each time", async () => {
    for (let half = 0; half < 3; half += 1) {
      at += 29.5 * minute;
      await (await watch(() => true))(0.5);
    }
    expect(posts()).toHaveLength(1);
    await (await watch(() => false))(0.5);
    expect(posts()).toHaveLength(2);
  });

  it("posts in time though this machine's clock is put back", async () => {
    let isDown = false;
    const pass = await watch(() => isDown);
    await pass(1);
    at -= 3 * 60 * minute;
    isDown = true;
    await pass(6);
    expect(posts()).toHaveLength(1);
  });

  it("posts by incoming webhooks where they are set, and notifies nobody by what it says", async () => {
    const bodies: unknown[] = [];
    const hooks = createServer((request, response) => {
      void text(request).then((body) => {
        bodies.push(JSON.parse(body));
        response.end("ok");
      });
    });
    await new Promise<void>((resolve) => hooks.listen(0, "127.0.0.1", resolve));
    const address = hooks.address();
    const url = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}/hook` : "";
    const hooked = { ...environment, SHISA_WATCH_SLACK_WEBHOOK: url, SHISA_WATCH_DISCORD_WEBHOOK: url };
    for (const { post } of postersOf(readWatchSettings(hooked))) await post("<!channel> @everyone");
    expect(bodies).toEqual([
      { text: "&lt;!channel&gt; @everyone" },
      { content: "<!channel> @everyone", allowed_mentions: { parse: [] } },
    ]);
    expect(posts()).toEqual([]);
    await new Promise((resolve) => hooks.close(resolve));
  });

  it("is a program that asks once for a timer, and says by its exit code whether the bot answered", async () => {
    const run = (more: Record<string, string> = {}) =>
      execa(process.execPath, [shisa, "watch", "--once", "--env", join(folder, "none")], {
        ...{ env: { ...environment, ...more }, extendEnv: false, reject: false, timeout: 30_000 },
      });
    expect((await run()).exitCode).toBe(0);
    const nobody = await run({ SHISA_WATCH_URL: `http://127.0.0.1:${await freePort()}` });
    expect(nobody.exitCode).toBe(1);
    expect(nobody.stderr).toContain("the bot does not answer");
    await writeFile(join(folder, "watch.json"), JSON.stringify({ aliveAt: Date.now() - 6 * minute, told: [] }));
    await run({ SHISA_WATCH_URL: `http://127.0.0.1:${await freePort()}` });
    expect([posts().length, onDiscord().length]).toEqual([1, 1]);
    expect(JSON.parse(await readFile(join(folder, "watch.json"), "utf8"))).toMatchObject({
      told: ["slack", "discord"],
    });
    await run();
    expect([posts().length, onDiscord().length]).toEqual([2, 2]);
  });
});
