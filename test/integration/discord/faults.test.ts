import { afterEach, beforeEach, expect, it } from "vitest";
import { writeToken } from "../../../bot/discord/reply-token.ts";
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
