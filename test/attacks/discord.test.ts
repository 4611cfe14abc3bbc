import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Arrival } from "../../bot/chat/arrival.ts";
import { linksOf, mentionsOf } from "../fakes/discord/limits.ts";
import { until } from "../fakes/kit/until.ts";
import { createScene, type Scene, shown } from "../integration/discord/scene.ts";

let scene: Scene;
const unhandled: unknown[] = [];
const keep = (cause: unknown): void => void unhandled.push(cause);
beforeEach(async () => {
  unhandled.length = 0;
  process.on("unhandledRejection", keep);
  process.on("uncaughtException", keep);
  scene = await createScene();
  await scene.started();
});
afterEach(async () => {
  await scene.stop();
  process.off("unhandledRejection", keep);
  process.off("uncaughtException", keep);
  expect(unhandled).toEqual([]);
});

/** An interaction as Discord would send it, with changes that it would not make. */
function send(changes: Readonly<Record<string, unknown>>): string {
  const { discord } = scene;
  const id = discord.world.newId();
  const user = { id: discord.world.newId(), username: "x", discriminator: "0", global_name: null, avatar: null };
  const usual = {
    ...{ id, application_id: discord.application, type: 2, token: `token-of-${id}`, version: 1, entitlements: [] },
    ...{ data: { id: "1", name: "ping", type: 1 }, channel_id: "5", channel: { id: "5", type: 0 }, locale: "en-US" },
    ...{ app_permissions: "0", authorizing_integration_owners: {}, attachment_size_limit: 1 },
    ...{ context: 0, guild_id: discord.guild, member: { user, roles: [], permissions: "0" } },
  };
  discord.world.dispatch("INTERACTION_CREATE", { ...usual, ...changes }, 0);
  return id;
}
async function arrivalOf(id: string): Promise<Arrival> {
  const find = () => scene.desk.brought.ran.find(({ invocation }) => invocation === `discord:${id}`);
  return until("it ran", find);
}
const refusalOf = async (id: string) => (await scene.desk.surface().admit(await arrivalOf(id)))?.code;

describe("who may not use the bot on Discord", () => {
  test("is anybody of another server, also one with the same person and channel", async () => {
    expect(await refusalOf(send({ guild_id: "999999999999999999" }))).toBe("place.workspace");
    expect(await refusalOf(send({}))).toBeUndefined();
  });

  test("is anybody in direct messages who is not in the server now", async () => {
    const { discord, desk } = scene;
    const hanako = discord.person();
    const acted = await hanako.uses("ping", {}, { in: "dm" });
    expect(await refusalOf(acted.interaction)).toBeUndefined();
    const stranger = discord.person({ member: false });
    const member = { user: { id: stranger.id, username: "s" } };
    const there = send({ context: 1, guild_id: undefined, member: undefined, user: member.user, channel_id: "7" });
    expect(await refusalOf(there)).toBe("person.guest");
    // What Discord answered is believed for a minute, no longer; a second question costs nothing.
    const asked = discord.calls(/GET .*members/u).length;
    await desk.surface().admit(await arrivalOf(there));
    expect(discord.calls(/GET .*members/u)).toHaveLength(asked);
  });

  test("is anybody in people's own direct messages, where others read along", async () => {
    const id = send({ context: 2, guild_id: undefined, member: undefined, user: { id: "4" } });
    expect((await arrivalOf(id)).place.kind).toBe("channel");
    expect(await refusalOf(id)).toBe("place.workspace");
  });

  test("is a program", async () => {
    const user = { id: scene.discord.world.newId(), username: "bot", bot: true };
    expect(await refusalOf(send({ member: { user, roles: [], permissions: "0" } }))).toBe("person.bot");
  });

  test("is nobody who can be asked for while Discord does not say: that is no yes", async () => {
    const { discord, desk } = scene;
    const acted = await discord.person().uses("ping", {}, { in: "dm" });
    discord.faults.strike({ kind: "status", status: 503 }, { only: /members/u });
    const asked = desk.surface().admit(await arrivalOf(acted.interaction));
    await expect(asked).rejects.toMatchObject({ name: "SendError", kind: "unreachable" });
    discord.faults.clear();
    discord.removeBot();
    expect(await refusalOf(acted.interaction)).toBe("person.guest");
  });
});

describe("a malformed interaction", () => {
  const wrong: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ["without data", { data: undefined }],
    ["without a person", { member: undefined }],
    ["with a member that is nobody", { member: { roles: [] } }],
    ["of no known type", { type: 99 }],
    ["without a channel", { channel: undefined, channel_id: undefined }],
    ["with a channel that is a text", { channel: "5" }],
    ["with options that are a number", { data: { name: "vm", type: 1, options: 7 } }],
    ["with a subcommand without a name", { data: { name: "vm", type: 1, options: [{ type: 1 }] } }],
    ["with a button without a message", { type: 3, data: { custom_id: "x", component_type: 2 } }],
    ["with a modal without components", { type: 5, data: { custom_id: "x" } }],
    ["without a token", { token: undefined }],
    ["with entitlements that are null", { entitlements: null }],
    ["with a message command", { data: { id: "1", name: "x", type: 3, target_id: "1" } }],
  ];
  test.each(wrong)("%s harms nothing", async (_what, changes) => {
    send(changes);
    expect(await scene.discord.person().uses("ping")).toMatchObject({ answer: "deferred" });
  });

  test("of any shape harms nothing", async () => {
    const { discord } = scene;
    const anything = fc.oneof(fc.anything({ withNullPrototype: false }), fc.constantFrom(null, 0, "", [], {}));
    const keys = [
      "id",
      "data",
      "member",
      "user",
      "channel",
      "message",
      "type",
      "token",
      "context",
      "guild_id",
      "locale",
    ];
    for (const [key, value] of fc.sample(fc.tuple(fc.constantFrom(...keys), anything), 300))
      send({ [key]: jsonOf(value) });
    for (const value of fc.sample(anything, 50)) discord.world.dispatch("INTERACTION_CREATE", jsonOf(value), 0);
    expect(await discord.person().uses("ping")).toMatchObject({ answer: "deferred" });
  });

  test("of a command that there is no more is answered as a misspelt one", async () => {
    const id = send({ data: { id: "1", name: "vm", type: 1, options: [{ name: "explode", type: 1 }] } });
    expect((await arrivalOf(id)).line).toBe("/vm explode");
  });
});

describe("names and output of others", () => {
  const nasty = "@everyone @here <@1> <@&2> <#3> https://evil.example discord.gg/x [a](https://evil.example) ```";
  test("mention nobody and link nowhere, wherever they stand", async () => {
    const { discord, desk } = scene;
    const hanako = discord.person();
    const acted = await hanako.uses("ping");
    const arrival = await arrivalOf(acted.interaction);
    const message = shown({
      ...{ title: nasty, text: [nasty], steps: [{ label: nasty, state: "doing" }], code: nasty, footer: nasty },
      ...{ fields: [{ label: nasty, value: nasty }], list: [{ title: nasty, cells: [nasty] }] },
      buttons: [{ id: "b", label: nasty }],
    });
    await desk.surface().post("place", arrival, message, "k");
    const seen = await hanako.sees(/everyone/u, { where: "channel" });
    expect(mentionsOf(seen.sent)).toEqual({ users: [], roles: [], everyone: false });
    expect(linksOf(seen.sent)).toEqual([]);
    expect(seen.flags & 4).toBe(4);
  });
});

/** What JSON can carry of a value. */
function jsonOf(value: unknown): unknown {
  try {
    return JSON.parse(
      JSON.stringify(value, (_key, it: unknown) => (typeof it === "bigint" ? String(it) : it)),
    ) as unknown;
  } catch {
    return null;
  }
}
