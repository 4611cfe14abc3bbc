import { afterEach, beforeEach, expect, it } from "vitest";
import type { Reference } from "../../../bot/chat/arrival.ts";
import { until } from "../../fakes/kit/until.ts";
import { createScene, type Scene, shown } from "./scene.ts";
import { stopAndLookForSecrets } from "./typed.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await createScene();
  await scene.started();
});
afterEach(async () => {
  await stopAndLookForSecrets(scene);
  expect(scene.discord.complaints()).toEqual([]);
});

it("brings a typed command to the desk as a line, acknowledged for the person alone", async () => {
  const { discord, desk } = scene;
  desk.script.run = (arrival, surface) => surface.post("note", arrival, shown({ title: "refused" }), "k");
  const hanako = discord.person({ locale: "ja" });
  const acted = await hanako.uses("vm create", { template: "tiny", name: "web", note: "研究用 1", cpu: 2 });
  expect(acted).toMatchObject({ answer: "deferred", ephemeral: true });
  expect(desk.brought.received).toMatchObject([
    {
      invocation: `discord:${acted.interaction}`,
      identity: { platform: "discord", workspace: discord.guild, user: hanako.id },
      place: { channel: discord.channel().id, kind: "channel" },
      language: "ja",
      line: '/vm create tiny web --cpu 2 --note "研究用 1"',
      confirmed: false,
      attachments: [],
    },
  ]);
  await hanako.sees(/refused/u, { where: "ephemeral" });
  expect(hanako.messages("channel")).toEqual([]);
});

it("is written down before it is acknowledged, and runs after", async () => {
  const { discord, desk } = scene;
  const order: string[] = [];
  desk.script.receive = async () => {
    order.push(`received, ${discord.calls(/callback/u).length} acknowledged`);
  };
  desk.script.run = async () => {
    order.push(`ran, ${discord.calls(/callback/u).length} acknowledged`);
  };
  await discord.person().uses("ping");
  await until("it ran", () => order.length === 2);
  expect(order).toEqual(["received, 0 acknowledged", "ran, 1 acknowledged"]);
});

it("says so where a line cannot be written down, and runs nothing", async () => {
  const { discord, desk } = scene;
  desk.script.receive = () => Promise.reject(new Error("the disk is full"));
  const hanako = discord.person();
  expect(await hanako.uses("ping")).toMatchObject({ answer: "message", ephemeral: true });
  await hanako.sees(/Something went wrong/u, { where: "ephemeral" });
  expect(desk.brought.ran).toEqual([]);
});

it("completes what is typed from the desk, within Discord's limits", async () => {
  const { discord, desk } = scene;
  const asked: unknown[] = [];
  desk.script.candidates = (about, command, parameter, typed) => {
    asked.push([about.identity.user, command, parameter, typed]);
    return ["web", "web", "", "x".repeat(101), ...Array.from({ length: 40 }, (_, at) => `web-${at}`)];
  };
  const hanako = discord.person();
  const offered = await hanako.autocompletes("vm show", "name", "we");
  expect(asked).toEqual([[hanako.id, "vm show", "name", "we"]]);
  expect(offered).toHaveLength(25);
  expect(offered.slice(0, 2)).toEqual([
    { name: "web", value: "web" },
    { name: "web-0", value: "web-0" },
  ]);
});

it("takes over the message of a question's button without a word, and answers beside it", async () => {
  const { discord, desk } = scene;
  const hanako = discord.person();
  const place = { channel: hanako.direct, kind: "direct" } as const;
  const identity = { platform: "discord", workspace: discord.guild, user: hanako.id } as const;
  const question = shown({ title: "Delete web?", tone: "question", buttons: [{ id: "yes-1", label: "Delete" }] });
  const on = (await desk.surface().post("direct", { identity, place }, question, "q")) as Reference;
  desk.script.pressed = (press) => ({
    kind: "line",
    arrival: {
      ...{ invocation: "discord:press:1", identity, place: press.place, line: "/vm delete web --yes" },
      ...{ confirmed: false, attachments: [], at: 1, ...(press.on === undefined ? {} : { instead: press.on }) },
    },
  });
  desk.script.run = async (arrival, surface) => {
    await surface.post("note", arrival, shown({ title: "first note" }), "n1");
    await surface.post("note", arrival, shown({ title: "second note" }), "n2");
    if (arrival.instead !== undefined) await surface.edit(arrival.instead, shown({ title: "web was deleted" }));
  };
  const seen = await hanako.sees(/Delete web/u, { where: "direct" });
  expect(await seen.click("Delete")).toMatchObject({ answer: "deferred-update" });
  expect(desk.brought.pressed).toMatchObject([{ id: "yes-1", on }]);
  await seen.waitForEdit(/web was deleted/u);
  expect(seen.buttons).toEqual([]);
  const note = await hanako.sees(/second note/u, { where: "ephemeral" });
  expect(note.history).toHaveLength(2);
});

it("tells who presses what is not theirs, only to them", async () => {
  const { discord, desk } = scene;
  const identity = { platform: "discord", workspace: discord.guild, user: discord.person().id } as const;
  const place = { channel: discord.channel().id, kind: "channel" } as const;
  const said = shown({ title: "for hanako", buttons: [{ id: "b-1", label: "Go" }] });
  await desk.surface().post("place", { identity, place }, said, "k");
  const taro = discord.person();
  const seen = await taro.sees(/for hanako/u, { where: "channel" });
  expect(await seen.click("Go")).toMatchObject({ answer: "message", ephemeral: true });
  expect(desk.brought.pressed).toMatchObject([{ id: "b-1", identity: { user: taro.id }, on: { audience: "place" } }]);
});
