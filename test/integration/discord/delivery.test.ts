import { afterEach, beforeEach, expect, it } from "vitest";
import type { Arrival } from "../../../bot/chat/arrival.ts";
import { writeToken } from "../../../bot/discord/reply-token.ts";
import { until } from "../../fakes/kit/until.ts";
import { createScene, type Scene, shown } from "./scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await createScene();
  await scene.started();
});
afterEach(async () => {
  const written = scene.log.join("");
  const secrets = [...scene.discord.world.interactions.values()].map(({ token }) => token);
  await scene.stop();
  for (const secret of [...secrets, scene.discord.token]) expect(written).not.toContain(secret);
});

/** What somebody typed just now, acknowledged and not answered yet. */
async function typed(where: "dm" | "general", person = scene.discord.person()): Promise<Arrival> {
  const before = scene.desk.brought.ran.length;
  await person.uses("ping", {}, { in: where });
  await until("it ran", () => scene.desk.brought.ran.length > before);
  const arrival = scene.desk.brought.ran.at(-1);
  if (arrival === undefined) throw new Error("nothing ran");
  return arrival;
}

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

it("says that something is gone: closed direct messages, a deleted message, a channel that it may not see", async () => {
  const { discord, desk } = scene;
  const surface = desk.surface();
  const shy = await typed("general", discord.person({ direct: "closed" }));
  const gone = { name: "SendError", kind: "gone" };
  await expect(surface.post("direct", shy, shown({}), "k1")).rejects.toMatchObject(gone);
  const hanako = discord.person();
  const at = await surface.post("direct", await typed("general", hanako), shown({ title: "here" }), "k2");
  if (at === undefined) throw new Error("it stands nowhere");
  (await hanako.sees(/here/u)).remove();
  await expect(surface.edit(at, shown({}))).rejects.toMatchObject(gone);
  const arrival = await typed("general", hanako);
  discord.channel().allow({ send: false });
  await expect(surface.post("place", arrival, shown({}), "k3")).rejects.toMatchObject(gone);
  discord.channel().allow({ view: false });
  await expect(surface.post("place", arrival, shown({}), "k4")).rejects.toMatchObject(gone);
  const foreign = writeToken({ application: discord.application, token: "no-such-token", original: true });
  const place = { ...arrival.place, reply: { token: foreign, until: Date.now() + 60_000 } };
  await expect(surface.post("note", { ...arrival, place }, shown({}), "k")).rejects.toMatchObject(gone);
});

it("says when it is too fast, and acknowledges all the same", async () => {
  const { discord, desk } = scene;
  const surface = desk.surface();
  const arrival = await typed("general");
  discord.faults.strike({ kind: "limited", afterMs: 5_000, scope: "user" }, { only: /\/channels\/.*\/messages/u });
  const limited = surface.post("direct", arrival, shown({}), "k1");
  await expect(limited).rejects.toMatchObject({ name: "SendError", kind: "limited" });
  await expect(limited).rejects.toSatisfy(({ afterMs }) => afterMs >= 4_000 && afterMs < 7_000);
  const hanako = discord.person();
  const acted = await hanako.uses("ping");
  expect(acted.answer).toBe("deferred");
  expect(acted.tookMs).toBeLessThan(1_000);
});

it("says that Discord is unreachable: 5xx, an answer that was lost, nobody there", async () => {
  const { discord, desk } = scene;
  const surface = desk.surface();
  const arrival = await typed("general");
  const unreachable = { name: "SendError", kind: "unreachable" };
  discord.faults.strike({ kind: "status", status: 503 }, { only: /messages/u });
  await expect(surface.post("direct", arrival, shown({}), "k")).rejects.toMatchObject(unreachable);
  discord.faults.clear();
  discord.faults.strike({ kind: "lost" }, { only: /messages/u, times: 1 });
  await expect(surface.post("direct", arrival, shown({ title: "once" }), "k")).rejects.toMatchObject(unreachable);
  // It was made all the same: the same key makes no second one.
  await surface.post("direct", arrival, shown({ title: "once" }), "k");
  const person = [...discord.world.people.values()].find(({ id }) => id === arrival.identity.user);
  const inbox = [...discord.world.messages.values()].filter(({ look }) => look.content.includes("once"));
  expect(person).toBeDefined();
  expect(inbox).toHaveLength(1);
  await discord.down();
  await expect(surface.post("direct", arrival, shown({}), "k5")).rejects.toMatchObject(unreachable);
  await discord.up();
});

it("runs what could not be acknowledged, and lets a lost acknowledgement be", async () => {
  const { discord, desk } = scene;
  const hanako = discord.person();
  discord.faults.strike({ kind: "lost" }, { only: /callback/u, times: 1 });
  await hanako.uses("ping");
  await until("it ran", () => desk.brought.ran.length === 1);
  discord.faults.strike({ kind: "status", status: 502 }, { only: /callback/u, times: 1 });
  expect(await hanako.uses("ping")).toMatchObject({ answer: "deferred" });
  await until("both ran", () => desk.brought.ran.length === 2);
});
