import { type Client, GatewayIntentBits, type Interaction } from "discord.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startBare } from "../../fakes/discord/bare.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";

const ping = { name: "ping", description: "Answers" };
let discord: FakeDiscord;
let client: Client<true> | undefined;
beforeEach(async () => {
  discord = await startFakeDiscord();
});
afterEach(async () => {
  await client?.destroy();
  client = undefined;
  await discord.stop();
});
const pong = async (interaction: Interaction): Promise<void> => {
  if (interaction.isChatInputCommand()) await interaction.reply(`pong ${interaction.id}`);
};
const start = async (): Promise<Client<true>> => {
  client = await startBare(discord, pong);
  await client.application.commands.set([ping]);
  return client;
};

it("loses no interaction over a cut socket: the session resumes and what was missed comes after", async () => {
  await start();
  const hanako = discord.person();
  discord.gateway.cut();
  expect(await hanako.uses("ping")).toMatchObject({ answer: "message" });
  expect(discord.gateway.counts).toMatchObject({ identified: 1, resumed: 1 });
});

it("asks for a reconnect, which costs no interaction either", async () => {
  await start();
  const hanako = discord.person();
  discord.gateway.reconnect();
  const all = await Promise.all([1, 2, 3].map(() => hanako.uses("ping")));
  expect(all.map(({ answer }) => answer)).toEqual(["message", "message", "message"]);
  await expect.poll(() => discord.gateway.counts.resumed).toBe(1);
});

it("starts a new session when the old one is invalid, and loses what came between", async () => {
  await start();
  const hanako = discord.person();
  discord.gateway.forget();
  discord.gateway.cut();
  const lost = hanako.uses("ping");
  discord.clock.advance(3001);
  expect(await lost).toMatchObject({ answer: "nothing" });
  await expect.poll(() => discord.gateway.counts.identified, { timeout: 15_000 }).toBe(2);
  await discord.ready();
  expect(await hanako.uses("ping")).toMatchObject({ answer: "message" });
}, 20_000);

it("keeps the client alive by heartbeats, and delivers an interaction twice when asked to", async () => {
  await discord.stop();
  discord = await startFakeDiscord({ heartbeatMs: 100 });
  await start();
  await expect.poll(() => discord.gateway.counts.heartbeats, { timeout: 5000 }).toBeGreaterThan(3);
  expect(discord.gateway.connected()).toBe(true);
  const { interaction } = await discord.person().uses("ping");
  discord.redeliver(interaction);
  await expect.poll(() => discord.calls(/callback/u).map(({ status }) => status)).toEqual([204, 400]);
});

it("refuses a bad token and intents that were not granted", async () => {
  const bad = startBare(discord, pong, { token: `${discord.token}x` });
  await expect(bad).rejects.toMatchObject({ code: "TokenInvalid" });
  const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent];
  await expect(startBare(discord, pong, { intents })).rejects.toThrow("disallowed intents");
});

it("closes with Discord's codes: 4004 for a bad token, 4013 for intents that are none, 4003 for whom it does not know", async () => {
  const codeAfter = (frame: unknown) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(`${discord.api.replace(/^http/u, "ws").replace("/api", "")}/gateway?v=10`);
      socket.on("close", resolve);
      socket.on("open", () => socket.send(JSON.stringify(frame)));
    });
  expect(await codeAfter({ op: 2, d: { token: "no", intents: 1 } })).toBe(4004);
  expect(await codeAfter({ op: 6, d: { token: "no", session_id: "a", seq: 1 } })).toBe(4004);
  expect(await codeAfter({ op: 2, d: { token: discord.token, intents: 1 << 30 } })).toBe(4013);
  expect(await codeAfter({ op: 3, d: {} })).toBe(4003);
});

it("says that the bot was removed from the guild or lost a channel", async () => {
  const started = await start();
  expect([...started.guilds.cache.keys()]).toEqual([discord.guild]);
  const secret = discord.channel("secret");
  await expect.poll(() => started.channels.cache.has(secret.id)).toBe(true);
  secret.allow({ view: false });
  await expect(started.rest.get(`/channels/${secret.id}`)).rejects.toMatchObject({ status: 403, code: 50_001 });
  secret.remove();
  await expect(started.rest.get(`/channels/${secret.id}`)).rejects.toMatchObject({ code: 10_003 });
  discord.removeBot();
  await expect.poll(() => started.guilds.cache.size).toBe(0);
  await expect(started.rest.get(`/guilds/${discord.guild}`)).rejects.toMatchObject({ code: 50_001 });
  discord.addBot();
  await expect.poll(() => started.guilds.cache.size).toBe(1);
});

it("refuses connections while it is down, and takes the client back when it is up again", async () => {
  await start();
  await discord.down();
  await expect(fetch(`${discord.api}/v10/gateway/bot`)).rejects.toThrow("fetch failed");
  await discord.up();
  await expect.poll(() => discord.gateway.connected(), { timeout: 15_000 }).toBe(true);
  expect(await discord.person().uses("ping")).toMatchObject({ answer: "message" });
}, 20_000);
