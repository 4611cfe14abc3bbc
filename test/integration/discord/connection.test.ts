import { afterEach, beforeEach, expect, it } from "vitest";
import { until } from "../../fakes/kit/until.ts";
import { createScene, type Scene } from "./scene.ts";

let scene: Scene;
const unhandled: unknown[] = [];
const keep = (cause: unknown): void => void unhandled.push(cause);
beforeEach(async () => {
  unhandled.length = 0;
  process.on("unhandledRejection", keep);
  scene = await createScene();
});
afterEach(async () => {
  await scene.stop();
  process.off("unhandledRejection", keep);
  expect(unhandled).toEqual([]);
  expect(scene.log.join("")).not.toContain(scene.discord.token);
});

it("refuses to start with a token that Discord refuses, in one clear sentence without the token", async () => {
  const token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.wrong-wrong-wrong-wrong-wrong-wrong";
  const refused = scene.start({ token });
  await expect(refused).rejects.toThrow(/^Discord refuses SHISA_DISCORD_TOKEN/u);
  await expect(refused).rejects.not.toThrow("wrong-wrong");
  expect(scene.log.join("")).not.toContain("wrong-wrong");
});

it("says so when Discord refuses the intents", async () => {
  await scene.stop();
  scene = await createScene({ disallowedIntents: 1 });
  await expect(scene.start()).rejects.toThrow(/^Discord refuses the bot's intents/u);
});

it("starts while Discord cannot be reached, and is there as soon as it can", async () => {
  const { discord, desk } = scene;
  await discord.down();
  await scene.start();
  expect(desk.surface().platform).toBe("discord");
  await discord.up();
  await discord.ready(20_000);
  await until("the commands are registered", () => discord.registrations.length > 0);
  expect(await discord.person().uses("ping")).toMatchObject({ answer: "deferred" });
}, 30_000);

it("registers its commands for everywhere only when something changed, and clears what the server alone has", async () => {
  const { discord } = scene;
  const leftover = { name: "old", description: "old", type: 1 };
  discord.world.commands.set(discord.guild, [{ ...leftover, id: "1" }]);
  await scene.started();
  await until("both are written", () => discord.registrations.length === 2);
  expect(discord.registrations.map(({ scope }) => scope)).toEqual([discord.guild, "global"]);
  expect(discord.registrations[0]?.names).toEqual([]);
  expect(discord.registrations[1]?.names).toContain("vm");
  const again = await scene.start();
  await until("they were compared", () => discord.calls(/GET .*commands/u).length >= 4);
  await again.stop();
  expect(discord.registrations).toHaveLength(2);
  const other = await scene.start({}, "ie-");
  await until("the new names are registered", () => discord.registrations.length === 3);
  expect(discord.registrations[2]?.names).toContain("ie-vm");
  await other.stop();
});

it("tries again to register when that fails", async () => {
  const { discord } = scene;
  discord.faults.strike({ kind: "status", status: 500 }, { only: /PUT .*commands/u, times: 1 });
  await scene.started();
  expect(discord.registrations).toHaveLength(1);
});

it("takes up its session after a cut, and what was typed meanwhile is not lost", async () => {
  const { discord, desk } = scene;
  await scene.started();
  const hanako = discord.person();
  discord.gateway.cut();
  const acted = hanako.uses("ping");
  expect(await acted).toMatchObject({ answer: "deferred" });
  expect(discord.gateway.counts).toMatchObject({ identified: 1, resumed: 1 });
  await until("it ran", () => desk.brought.ran.length === 1);
});

it("comes back when Discord asks it to, ends its session, or forgets it", async () => {
  const { discord } = scene;
  await scene.started();
  const hanako = discord.person();
  discord.gateway.reconnect();
  await until("it resumed", () => discord.gateway.counts.resumed === 1);
  await discord.ready();
  expect(await hanako.uses("ping")).toMatchObject({ answer: "deferred" });
  discord.gateway.invalidate(false);
  await until("it identified anew", () => discord.gateway.counts.identified === 2, 20_000);
  await discord.ready(20_000);
  expect(await hanako.uses("ping")).toMatchObject({ answer: "deferred" });
}, 40_000);

it("hands a redelivered interaction on under the same id, and acknowledges it once", async () => {
  const { discord, desk } = scene;
  await scene.started();
  const acted = await discord.person().uses("ping");
  discord.redeliver(acted.interaction);
  await until("it came twice", () => desk.brought.ran.length === 2);
  expect(new Set(desk.brought.received.map(({ invocation }) => invocation)).size).toBe(1);
  expect(discord.calls(/callback/u).map(({ status }) => status)).toEqual([204, 400]);
  expect(scene.log.filter((line) => /"level":[45]0/u.test(line))).toEqual([]);
});

it("says so when Discord refuses it while it runs, and tries again", async () => {
  const { discord } = scene;
  await scene.started();
  discord.gateway.close(4004);
  await until("it says so", () => scene.log.some((line) => line.includes("Discord refuses SHISA_DISCORD_TOKEN")));
  await until("it is back", () => discord.gateway.counts.identified === 2, 20_000);
  expect(await discord.person().uses("ping")).toMatchObject({ answer: "deferred" });
}, 40_000);

it("says that it is not in the server", async () => {
  scene.discord.removeBot();
  await scene.start();
  await until("it says so", () => scene.log.some((line) => line.includes("invite it there")));
});
