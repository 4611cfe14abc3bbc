import { afterEach, expect, test } from "vitest";
import type { SlackConfig } from "../../../bot/chat/settings.ts";
import { checkSlack } from "../../../bot/slack/check.ts";
import { commands } from "../../../handlers/registry.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/slack.ts";
import { freePort, startScene } from "./scene.ts";

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
const fake = async (options: Parameters<typeof startFakeSlack>[0] = {}): Promise<FakeSlack> => {
  const slack = await startFakeSlack(options);
  ends.push(slack.stop);
  return slack;
};
const none = { alert: undefined, approval: undefined, announcement: undefined };
const configOf = (slack: FakeSlack, more: Partial<SlackConfig> = {}): SlackConfig => ({
  ...{ workspace: slack.team, botToken: slack.botToken, appToken: slack.appToken, http: undefined },
  ...{ api: slack.api, channels: none },
  ...more,
});
const check = async (config: SlackConfig, post = false) => {
  const findings = await checkSlack(config, commands, "ie-", post);
  return findings.map(({ mark, what, mend }) => `${mark} ${what.en}${mend === undefined ? "" : ` -> ${mend.en}`}`);
};

test("finds all well where it is, and says what cannot be asked", async () => {
  const slack = await fake();
  const channel = slack.channel({ name: "alerts" });
  const found = await check(configOf(slack, { channels: { ...none, alert: channel.id } }), true);
  expect(found.filter((line) => line.startsWith("bad"))).toEqual([]);
  expect(found.filter((line) => line.startsWith("good"))).toHaveLength(4);
  expect(found.join("\n")).toMatch(/note Slack cannot be asked .*\/ie-vm/u);
  expect(slack.world.posts.map(({ channel: where }) => where)).toEqual([channel.id]);
  expect(slack.sockets.count()).toBe(0);
});

test("posts nothing unless asked to", async () => {
  const slack = await fake();
  await check(configOf(slack, { channels: { ...none, alert: slack.channel().id } }));
  expect(slack.calls("chat.postMessage")).toEqual([]);
});

test("says what is missing, and how to mend it", async () => {
  const slack = await fake({ scopes: ["commands", "users:read"], appScopes: [] });
  const channel = slack.channel({ bot: false });
  const found = await check(configOf(slack, { channels: { ...none, alert: channel.id } }), true);
  const bad = found.filter((line) => line.startsWith("bad")).join("\n");
  expect(bad).toMatch(/scopes are missing: chat:write.*manifest/u);
  expect(bad).toMatch(/Socket Mode cannot be used: missing_scope.*connections:write/u);
});

test("tells a refused token from one of another workspace and from a silent Slack", async () => {
  const slack = await fake();
  expect((await check(configOf(slack, { botToken: "xoxb-wrong" })))[0]).toMatch(/refuses the bot token: invalid_auth/u);
  expect((await check(configOf(slack, { workspace: "T0OTHER" })))[0]).toMatch(/bot token is for the workspace/u);
  await slack.down();
  expect((await check(configOf(slack)))[0]).toMatch(/Slack does not answer/u);
  await slack.up();
});

test("sees whether the bot listens where requests are to come", async () => {
  const slack = await fake();
  const http = { signingSecret: slack.signingSecret, host: "127.0.0.1", port: await freePort() };
  expect((await check(configOf(slack, { appToken: undefined, http }))).join("\n")).toContain(
    "the bot does not run yet",
  );
  const running = await startScene({ way: "HTTP" });
  ends.push(running.stop);
  expect((await check(running.config)).join("\n")).toMatch(/good the bot listens on/u);
});
