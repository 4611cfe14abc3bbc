import { REST } from "discord.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";

// discord.js's own REST client, as the bot uses it, without a gateway.
let discord: FakeDiscord;
let rest: REST;
beforeEach(async () => {
  discord = await startFakeDiscord();
  rest = new REST({ api: discord.api, retries: 0 }).setToken(discord.token);
});
afterEach(() => discord.stop());

const open = async (recipient_id: string): Promise<string> => {
  const channel = await rest.post("/users/@me/channels", { body: { recipient_id } });
  return (channel as { id: string }).id;
};
const post = async (channel: string, body: unknown): Promise<string> => {
  const message = await rest.post(`/channels/${channel}/messages`, { body });
  return (message as { id: string }).id;
};

it("creates a direct message of one nonce once, also where the first answer was lost", async () => {
  const hanako = discord.person();
  const channel = await open(hanako.id);
  expect(channel).toBe(hanako.direct);
  const body = { content: "done", nonce: "a".repeat(25), enforce_nonce: true };
  discord.faults.strike({ kind: "lost" }, { only: /POST .*messages/u, times: 1 });
  await expect(post(channel, body)).rejects.toThrow();
  const again = await post(channel, body);
  expect(await post(channel, body)).toBe(again);
  expect(hanako.messages("direct").map(({ text }) => text)).toEqual(["done"]);
  discord.clock.advance(discord.world.settings.nonceMs);
  expect(await post(channel, body)).not.toBe(again);
});

it("edits and deletes by the bot's token, keeping what is not named", async () => {
  const hanako = discord.person();
  const { id } = discord.channel();
  const files = [{ name: "log.txt", data: "all" }];
  const posted = await rest.post(`/channels/${id}/messages`, { body: { content: "one" }, files });
  const message = `/channels/${id}/messages/${(posted as { id: string }).id}` as const;
  await rest.patch(message, { body: { content: "two" } });
  const seen = await hanako.sees(/two/u, { where: "channel" });
  expect([seen.history, seen.files.map(({ text }) => text)]).toEqual([["one", "two"], ["all"]]);
  await rest.patch(message, { body: { attachments: [] } });
  expect(seen.files).toEqual([]);
  await expect(rest.patch(message, { body: { content: "" } })).rejects.toMatchObject({ code: 50_006 });
  await rest.delete(message);
  await seen.waitUntilDeleted();
  await expect(rest.patch(message, { body: { content: "three" } })).rejects.toMatchObject({ code: 10_008 });
  const other = `/channels/${id}/messages/${hanako.says("mine").id}` as const;
  await expect(rest.patch(other, { body: { content: "yours" } })).rejects.toMatchObject({ code: 50_005 });
});

it("refuses whom the bot cannot reach, and where it may not write", async () => {
  const shy = discord.person({ direct: "closed" });
  await expect(post(await open(shy.id), { content: "x" })).rejects.toMatchObject({ status: 403, code: 50_007 });
  const stranger = discord.person({ member: false });
  await expect(post(await open(stranger.id), { content: "x" })).rejects.toMatchObject({ code: 50_278 });
  const mute = discord.channel("mute", { send: false });
  await expect(post(mute.id, { content: "x" })).rejects.toMatchObject({ code: 50_013 });
  await expect(post("1", { content: "x" })).rejects.toMatchObject({ status: 404, code: 10_003 });
  const member = (id: string) => rest.get(`/guilds/${discord.guild}/members/${id}`);
  expect(await member(shy.id)).toMatchObject({ user: { id: shy.id } });
  await expect(member(stranger.id)).rejects.toMatchObject({ code: 10_007 });
  await expect(member("1")).rejects.toMatchObject({ code: 10_013 });
});

it("tells what is wrong with a body where it is wrong", async () => {
  const { id } = discord.channel();
  const button = { type: 2, style: 1, label: "x".repeat(81), custom_id: "a" };
  const bad = post(id, { content: "x".repeat(2001), components: [{ type: 1, components: [button] }] });
  await expect(bad).rejects.toMatchObject({
    status: 400,
    code: 50_035,
    rawError: {
      message: "Invalid Form Body",
      errors: {
        content: { _errors: [{ code: "BASE_TYPE_MAX_LENGTH", message: "Must be 2000 or fewer in length." }] },
        components: { 0: { components: { 0: { label: { _errors: [{ code: "BASE_TYPE_MAX_LENGTH" }] } } } } },
      },
    },
  });
  await expect(post(id, {})).rejects.toMatchObject({ code: 50_006 });
  const files = [{ name: "big", data: Buffer.alloc(10 * 1024 * 1024 + 1) }];
  await expect(rest.post(`/channels/${id}/messages`, { body: {}, files })).rejects.toMatchObject({ code: 40_005 });
  expect(discord.complaints()).toHaveLength(3);
});

it("limits creates in a channel and all requests, and says for how long", async () => {
  const { id } = discord.channel();
  const send = (channel = id) =>
    fetch(`${discord.api}/v10/channels/${channel}/messages`, {
      method: "POST",
      headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
      body: JSON.stringify({ content: "x" }),
    });
  const first = await Promise.all([1, 2, 3, 4, 5].map(() => send()));
  expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const over = await send();
  expect([over.status, over.headers.get("x-ratelimit-scope"), over.headers.get("x-ratelimit-remaining")]).toEqual([
    429,
    "user",
    "0",
  ]);
  const told = (await over.json()) as { retry_after: number; global: boolean };
  expect(told.global).toBe(false);
  expect(told.retry_after).toBeGreaterThan(4);
  discord.clock.advance(5001);
  const channels = Array.from({ length: 51 }, (_, at) => discord.channel(`c${at}`).id);
  const crowd = await Promise.all(channels.map((each) => send(each)));
  const limited = crowd.filter(({ status }) => status === 429);
  expect(limited.map(({ headers }) => headers.get("x-ratelimit-global"))).toEqual(["true"]);
});

it("is honoured by discord.js: it waits as long as a 429 says, and tries again", async () => {
  const { id } = discord.channel();
  discord.faults.strike({ kind: "limited", afterMs: 300, scope: "shared" }, { times: 1 });
  const before = performance.now();
  await post(id, { content: "x" });
  expect(performance.now() - before).toBeGreaterThan(290);
  expect(discord.calls(/messages/u).map(({ status }) => status)).toEqual([429, 200]);
  discord.faults.strike({ kind: "status", status: 503 }, { forMs: 60_000 });
  await expect(post(id, { content: "y" })).rejects.toMatchObject({ status: 503 });
  discord.clock.advance(60_001);
  await post(id, { content: "y" });
});

it("bears few edits of a message more than an hour old", async () => {
  const { id } = discord.channel();
  const message = `/channels/${id}/messages/${await post(id, { content: "x" })}` as const;
  discord.clock.advance(3_600_001);
  const statuses: number[] = [];
  for (let at = 0; at <= 20; at += 1) {
    discord.clock.advance(5001);
    const response = await fetch(`${discord.api}/v10${message}`, {
      method: "PATCH",
      headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
      body: JSON.stringify({ content: `${at}` }),
    });
    statuses.push(response.status);
    if (response.status === 429) expect(await response.json()).toMatchObject({ code: 30_046, global: false });
  }
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
});
