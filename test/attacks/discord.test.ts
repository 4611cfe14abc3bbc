import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { linksOf, mentionsOf } from "../fakes/discord/limits.ts";
import { createScene, type Scene, shown } from "../integration/discord/scene.ts";
import { arrivalOf, forge } from "../integration/discord/typed.ts";

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

const send = (changes: Readonly<Record<string, unknown>>): string => forge(scene, changes);
const refusalOf = async (id: string) => (await scene.desk.surface().admit(await arrivalOf(scene, id)))?.code;

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
    await desk.surface().admit(await arrivalOf(scene, there));
    expect(discord.calls(/GET .*members/u)).toHaveLength(asked);
  });

  test("is anybody in people's own direct messages, where others read along", async () => {
    const id = send({ context: 2, guild_id: undefined, member: undefined, user: { id: "4" } });
    expect((await arrivalOf(scene, id)).place.kind).toBe("channel");
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
    const asked = desk.surface().admit(await arrivalOf(scene, acted.interaction));
    await expect(asked).rejects.toMatchObject({ name: "SendError", kind: "unreachable" });
    discord.faults.clear();
    discord.removeBot();
    expect(await refusalOf(acted.interaction)).toBe("person.guest");
  });
});

describe("names and output of others", () => {
  const nasty = "@everyone @here <@1> <@&2> <#3> https://evil.example discord.gg/x [a](https://evil.example) ```";
  test("mention nobody and link nowhere, wherever they stand", async () => {
    const { discord, desk } = scene;
    const hanako = discord.person();
    const acted = await hanako.uses("ping");
    const arrival = await arrivalOf(scene, acted.interaction);
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
