import { afterEach, beforeEach, expect, it } from "vitest";
import { until } from "../../fakes/kit/until.ts";
import { createScene, type Scene, shown } from "./scene.ts";
import { stopAndLookForSecrets, typedIn } from "./typed.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await createScene();
  await scene.started();
});
afterEach(() => stopAndLookForSecrets(scene));
const typed = (where: "dm" | "general", person?: ReturnType<Scene["discord"]["person"]>) =>
  typedIn(scene, where, person);

it("answers in direct messages by one message, which it edits by its own token when the interaction is over", async () => {
  const { discord, desk } = scene;
  const hanako = discord.person();
  const arrival = await typed("dm", hanako);
  const surface = desk.surface();
  const at = await surface.post("direct", arrival, shown({ title: "working" }), "k");
  if (at === undefined) throw new Error("it stands nowhere");
  expect(at).toMatchObject({ channel: hanako.direct, audience: "direct" });
  expect(hanako.messages()).toHaveLength(1);
  discord.clock.advance(16 * 60_000);
  await surface.edit(at, shown({ title: "done at last" }));
  const seen = await hanako.sees(/done at last/u, { where: "direct" });
  expect(seen.id).toBe(at.message);
  expect(hanako.messages()).toHaveLength(1);
});

it("ends by a message of its own where the interaction's token is too old, and makes no second one of it", async () => {
  const { discord, desk } = scene;
  const hanako = discord.person();
  const arrival = await typed("dm", hanako);
  discord.clock.advance(16 * 60_000);
  const surface = desk.surface();
  const first = await surface.post("direct", arrival, shown({ title: "the end" }), "the-key");
  const again = await surface.post("direct", arrival, shown({ title: "the end" }), "the-key");
  expect(again).toEqual(first);
  await hanako.sees(/the end/u, { where: "direct" });
  expect(discord.calls(/^POST .*\/messages/u)).toHaveLength(2);
  expect(hanako.messages("direct").filter(({ text }) => text.includes("the end"))).toHaveLength(1);
  const expired = { ...arrival, place: { ...arrival.place, reply: { token: "x", until: 1 } } };
  await expect(surface.post("note", expired, shown({}), "k")).rejects.toMatchObject({
    name: "SendError",
    kind: "gone",
  });
});

it("sends what was typed in a channel to direct messages, and what is for all into the channel", async () => {
  const { discord, desk } = scene;
  const hanako = discord.person();
  const surface = desk.surface();
  const first = await typed("general", hanako);
  await surface.post("direct", first, shown({ title: "an address" }), "k1");
  await surface.post("note", first, shown({ title: "see your messages" }), "n1");
  await surface.post("note", first, shown({ title: "it is done" }), "n1");
  await hanako.sees(/an address/u, { where: "direct" });
  expect((await hanako.sees(/it is done/u, { where: "ephemeral" })).history).toHaveLength(3);
  const second = await typed("general", hanako);
  const at = await surface.post("place", second, shown({ title: "for everybody" }), "k2");
  expect(at).toMatchObject({ channel: discord.channel().id, audience: "place" });
  const taro = discord.person();
  await taro.sees(/for everybody/u, { where: "channel" });
  await until("nothing is still thinking", () => hanako.messages("ephemeral").every(({ loading }) => !loading));
  expect(taro.messages().filter(({ text }) => text.includes("an address"))).toEqual([]);
});

it("edits by the interaction as long as that is possible, which counts for no limit but its own", async () => {
  const { discord, desk } = scene;
  const hanako = discord.person();
  const surface = desk.surface();
  const at = await surface.post("direct", await typed("dm", hanako), shown({ title: "working" }), "k");
  if (at === undefined) throw new Error("it stands nowhere");
  await surface.edit(at, shown({ title: "step 2" }));
  await hanako.sees(/step 2/u, { where: "direct" });
  expect(discord.calls(/^PATCH \/channels/u)).toEqual([]);
});

it("tells somebody who typed nothing, known by their id alone", async () => {
  const { discord, desk } = scene;
  const hanako = discord.person();
  const identity = { platform: "discord", workspace: discord.guild, user: hanako.id } as const;
  const place = { channel: hanako.id, kind: "direct" } as const;
  const at = await desk.surface().post("direct", { identity, place }, shown({ title: "welcome" }), "welcome");
  expect(at).toMatchObject({ channel: hanako.direct });
  await hanako.sees(/welcome/u, { where: "direct" });
});

it("gives files with a message, and takes them away by an edit", async () => {
  const { discord, desk } = scene;
  const hanako = discord.person();
  const surface = desk.surface();
  const log = "a line of a log\n".repeat(5_000);
  const at = await surface.post("direct", await typed("dm", hanako), shown({ code: log }), "k");
  if (at === undefined) throw new Error("it stands nowhere");
  const seen = await hanako.sees(/a line of a log/u, { where: "direct" });
  expect((await seen.waitForFile(/code/u)).text).toBe(log);
  await surface.edit(at, shown({ title: "short", file: { name: "b.txt", content: "b" } }));
  expect(seen.files).toMatchObject([{ name: "b.txt", text: "b" }]);
  await surface.edit(at, shown({ title: "bare" }));
  expect(seen.files).toEqual([]);
});
