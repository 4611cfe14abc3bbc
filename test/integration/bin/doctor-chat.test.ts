import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keyPaths, makeKeys } from "../../../bin/launch/keys.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/slack.ts";
import { runShisa } from "./run-shisa.ts";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "shisa-doctor-chat-"));
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  await makeKeys({ dir: join(dir, "keys"), hosts: ["vm1"], botOwner: owner, days: 90 });
  await mkdir(join(dir, "bot"), { mode: 0o700 });
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** What doctor says about a bot with these settings. */
async function examine(settings: Readonly<Record<string, string>>, ...args: string[]): Promise<string> {
  const keys = keyPaths(join(dir, "keys"));
  const usual = {
    REDIS_URL: "unix:///nonexistent/redis.sock",
    SHISA_TRUST: keys.trust,
    SHISA_BOT_STATE: join(dir, "bot"),
    SHISA_BOT_KEYS: keys.bot,
  };
  const lines = Object.entries({ ...usual, ...settings }).map(([name, value]) => `${name}=${value}`);
  await writeFile(join(dir, "env"), lines.join("\n"));
  const all = ["doctor", "--env", join(dir, "env"), "--language", "en", ...args];
  const { stdout, stderr } = await runShisa(all, join(dir, "bot"));
  expect(stderr).toBe("");
  return stdout;
}

test("a platform without settings is off, and that is no fault", async () => {
  const says = await examine({});
  expect(says).toContain("- Slack is off: it has no settings");
  expect(says).toContain("- Discord is off: it has no settings");
});

test("half of a platform's settings are a fault that names the missing one", async () => {
  expect(await examine({ SHISA_SLACK_BOT_TOKEN: "xoxb-1234567890" })).toMatch(/✗ .*SHISA_SLACK_WORKSPACE/u);
  expect(await examine({ SHISA_DISCORD_GUILD: "123456789012345678" })).toMatch(/✗ .*SHISA_DISCORD_TOKEN/u);
});

describe("on Slack, doctor", () => {
  let slack: FakeSlack;
  beforeEach(async () => {
    slack = await startFakeSlack();
  });
  afterEach(() => slack.stop());
  const settings = () => ({
    SHISA_SLACK_WORKSPACE: slack.team,
    SHISA_SLACK_BOT_TOKEN: slack.botToken,
    SHISA_SLACK_APP_TOKEN: slack.appToken,
    SHISA_SLACK_API: slack.api,
  });

  test("finds token, scopes and socket well, and posts a line in the channel that is set", async () => {
    const channel = slack.channel();
    const says = await examine({ ...settings(), SHISA_SLACK_ALERT_CHANNEL: channel.id });
    for (const words of ["Slack takes the bot token", "the token has all scopes", "app token", "alert channel"])
      expect(says).toMatch(new RegExp(`✓ .*${words}`, "u"));
    expect(slack.calls("chat.postMessage")).toHaveLength(1);
    await examine({ ...settings(), SHISA_SLACK_ALERT_CHANNEL: channel.id }, "--quiet-channels");
    expect(slack.calls("chat.postMessage")).toHaveLength(1);
  });

  test("says which channel it cannot post in, and how to mend it", async () => {
    const says = await examine({ ...settings(), SHISA_SLACK_APPROVAL_CHANNEL: "C0NOWHERE" });
    expect(says).toMatch(/✗ cannot post in the approval channel C0NOWHERE.*\n {4}→ .*\/invite/u);
  });

  test("says that a token is refused, and never shows it", async () => {
    const token = "xoxb-9-not-that-of-any-app";
    const says = await examine({
      ...settings(),
      SHISA_SLACK_BOT_TOKEN: token,
      SHISA_SLACK_APP_TOKEN: "xapp-9-nor-this",
    });
    expect(says).toMatch(/✗ Slack refuses the bot token: invalid_auth\n {4}→ /u);
    expect(says).toMatch(/✗ .*(Socket Mode|app token).*invalid_auth/u);
    for (const secret of [token, "xapp-9"]) expect(says).not.toContain(secret);
  });
});

describe("on Discord, doctor", () => {
  let discord: FakeDiscord;
  beforeEach(async () => {
    discord = await startFakeDiscord();
  });
  afterEach(() => discord.stop());
  const settings = () => ({
    SHISA_DISCORD_GUILD: discord.guild,
    SHISA_DISCORD_TOKEN: discord.token,
    SHISA_DISCORD_API: discord.api,
  });

  test("finds token, server and channel well, and that no commands are registered yet", async () => {
    const channel = discord.channel("alerts");
    const says = await examine({ ...settings(), SHISA_DISCORD_ALERT_CHANNEL: channel.id });
    for (const words of ["Discord takes the token", "the bot is in the server", "the gateway lets the bot in", "alert"])
      expect(says).toMatch(new RegExp(`✓ .*${words}`, "u"));
    expect(says).toMatch(/✗ other commands are registered.*\n {4}→ restart the bot/u);
    const posts = () => discord.calls(/^POST .*\/messages$/u).length;
    expect(posts()).toBe(1);
    await examine({ ...settings(), SHISA_DISCORD_ALERT_CHANNEL: channel.id }, "--quiet-channels");
    expect(posts()).toBe(1);
  });

  test("says that a token is refused, and never shows it", async () => {
    const token = "not.the.token-of-any-bot-at-all";
    const says = await examine({ ...settings(), SHISA_DISCORD_TOKEN: token });
    expect(says).toMatch(/✗ Discord refuses the token\n {4}→ .*Reset Token/u);
    expect(says).not.toContain(token);
  });
});
