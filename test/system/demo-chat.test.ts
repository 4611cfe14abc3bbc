import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/discord.ts";
import { type FakeSlack, startFakeSlack } from "../fakes/slack/slack.ts";
import { createDemo, type RunningDemo } from "../support/running-demo.ts";

let running: RunningDemo;
let slack: FakeSlack;
let discord: FakeDiscord;
const env = join(tmpdir(), `shisa-demo-chat-${process.pid}.env`);
beforeAll(async () => {
  [running, slack, discord] = await Promise.all([createDemo(), startFakeSlack(), startFakeDiscord()]);
  const settings = {
    SHISA_SLACK_WORKSPACE: slack.team,
    SHISA_SLACK_BOT_TOKEN: slack.botToken,
    SHISA_SLACK_APP_TOKEN: slack.appToken,
    SHISA_SLACK_API: slack.api,
    SHISA_DISCORD_GUILD: discord.guild,
    SHISA_DISCORD_TOKEN: discord.token,
    SHISA_DISCORD_API: discord.api,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  await writeFile(env, lines.join("\n"), { mode: 0o600 });
});
afterAll(async () => {
  await running.remove();
  await Promise.all([slack.stop(), discord.stop(), rm(env, { force: true })]);
});

describe("the demo on Slack and Discord", () => {
  test("starts with the tokens of the settings, and says how to link oneself", async () => {
    const args = ["--yes", "--background", "--language", "en", "--slack", "--discord", "--env", env];
    const { exitCode, stdout, stderr } = await running.demo(...args);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain(`link 'slack:${slack.team}/U…' e235701 --as adm1`);
    expect(stdout).toContain(`link 'discord:${discord.guild}/…' e235701 --as adm1`);
    expect(stdout + stderr).not.toContain(slack.botToken);
  });

  test("answers somebody in Slack once they are linked as it says", async () => {
    const hanako = slack.person({ locale: "en-US" });
    await hanako.types("/help");
    const identity = `slack:${slack.team}/${hanako.id}`;
    await hanako.sees(new RegExp(identity, "u"));
    const linked = await running.shisa("link", identity, "e235701", "--as", "adm1");
    expect(linked.exitCode, linked.stdout + linked.stderr).toBe(0);
    await hanako.sees(/Welcome: here you are e235701/u);
    await hanako.types("/vm templates");
    await hanako.sees(/tiny/u);
    expect((await hanako.opensHome()).buttons).toContain("Make a VM");
  });

  test("answers somebody in Discord likewise", async () => {
    const taro = discord.person({ locale: "ja" });
    await taro.uses("help");
    const identity = `discord:${discord.guild}/${taro.id}`;
    await taro.sees(new RegExp(identity, "u"));
    const linked = await running.shisa("link", identity, "e235702", "--as", "adm1");
    expect(linked.exitCode, linked.stdout + linked.stderr).toBe(0);
    await taro.sees(/ようこそ/u);
    await taro.uses("ping");
    await taro.sees(/応答がありました/u);
  });

  test("is found well by doctor, which knows the running bot's platforms", async () => {
    const { exitCode, stdout } = await running.shisa("doctor");
    expect(stdout).not.toContain("✗");
    expect(stdout).toContain("✓ Slack takes the bot token");
    expect(stdout).toContain("✓ the commands are registered");
    expect(exitCode).toBe(0);
  });

  test("says that one which runs is on no platform that was not asked for when it started", async () => {
    const { stdout } = await running.demo("--background", "--language", "en", "--slack", "--env", env);
    expect(stdout).not.toContain("without the chat platform");
    expect((await running.demo("--stop")).exitCode).toBe(0);
    expect(await running.remains()).toEqual([]);
  });
});
