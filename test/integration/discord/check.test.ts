import { afterEach, beforeEach, expect, it } from "vitest";
import { checkDiscord } from "../../../bot/discord/check.ts";
import { commands } from "../../../handlers/registry.ts";
import { createScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await createScene();
});
afterEach(() => scene.stop());

/** What the doctor finds, as "mark: words". */
async function found(changes: Partial<Scene["config"]> = {}, prefix = "", post = true): Promise<string[]> {
  const findings = await checkDiscord({ ...scene.config, ...changes }, commands, prefix, post);
  const written = JSON.stringify(findings);
  expect(written).not.toContain(changes.token ?? scene.discord.token);
  return findings.map(({ mark, what }) => `${mark}: ${what.en}`);
}

it("finds all well, having said a line in each channel", async () => {
  const { discord } = scene;
  await scene.started();
  const alert = discord.channel("alerts");
  const channels = { alert: alert.id, approval: discord.channel("approvals").id, announcement: undefined };
  const all = await found({ channels });
  expect(all.filter((each) => each.startsWith("bad"))).toEqual([]);
  expect(all).toContain("good: Discord takes the token");
  expect(all).toContain(`good: posted a line in the alert channel ${alert.id}`);
  expect(all).toContain("note: no announcement channel is set");
  expect(all.join("\n")).toMatch(/good: the commands are registered: .*\/vm/u);
  await discord.person().sees(/this is a test/u, { where: "channel" });
  expect(discord.gateway.counts.identified).toBe(1);
});

it("says nothing in a channel unless asked to", async () => {
  const { discord } = scene;
  const channels = { alert: discord.channel("alerts").id, approval: undefined, announcement: undefined };
  expect(await found({ channels }, "", false)).toContain(`good: the alert channel ${channels.alert} can be seen`);
  expect(discord.calls(/^POST/u)).toEqual([]);
});

it("finds a refused token, and nothing else then", async () => {
  expect(await found({ token: "a-wrong-token-of-some-length" })).toEqual(["bad: Discord refuses the token"]);
});

it("finds that Discord is away", async () => {
  await scene.discord.down();
  expect(await found()).toEqual([expect.stringMatching(/^bad: Discord does not answer/u)]);
  await scene.discord.up();
});

it("finds a server without the bot, other commands, and channels that it may not write in", async () => {
  const { discord } = scene;
  await scene.started();
  expect(await found({}, "ie-")).toContain("bad: other commands are registered than there are");
  const shut = discord.channel("shut", { send: false });
  const channels = { alert: shut.id, approval: "999999999999999999", announcement: undefined };
  const all = await found({ channels });
  expect(all.filter((each) => each.startsWith("bad"))).toEqual([
    expect.stringMatching(/^bad: cannot use the alert channel .* 50013/u),
    expect.stringMatching(/^bad: cannot use the approval channel .* 10003/u),
  ]);
  discord.removeBot();
  expect((await found()).join("\n")).toMatch(/bad: the server \d+ cannot be seen/u);
});
