import { afterEach, beforeEach, expect, test } from "vitest";
import { created, pong, progressOf, resultOf } from "./fake-executor.ts";
import { type Scene, setScene } from "./scene.ts";
import { until } from "./until.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.end());

test("a line is accepted, moves through its steps in the same message, and ends with its result", async () => {
  const said = scene.say("/vm create web");
  const grant = await scene.arrived(said);
  expect(said.messages[0]).toMatchObject({ final: false, job: 1, reply: { tone: "working" } });
  await scene.vm1.say([progressOf(grant, 1, "running", "reserve", "overlay")]);
  await until("the steps are shown", () => said.messages.some(({ reply }) => reply.steps?.[1]?.state === "doing"));
  await scene.vm1.say([created(grant, "web")]);
  const final = await said.final;
  expect(final).toMatchObject({ status: "done", output: { address: "192.0.2.7" }, reply: { code: "192.0.2.7" } });
  await until("the receipt arrives", async () => (await scene.vm1.receipts()).includes(grant));
});

test("what the bot answers itself needs no job, and saying it again with its id gives the same", async () => {
  const first = await scene.say("/me", { id: "one" }).final;
  expect(first).toMatchObject({ status: "done", output: { name: "e235701" } });
  expect(await scene.say("/me", { id: "one" }).final).toEqual(first);
  expect(scene.vm1.grants).toHaveLength(0);
});

test("a result that comes before any progress ends the command, and later progress changes nothing", async () => {
  const said = scene.say("/vm create web", { id: "early" });
  const grant = await scene.arrived(said);
  await scene.vm1.say([created(grant, "web")]);
  const final = await said.final;
  await scene.vm1.say([progressOf(grant, 1, "running", "reserve")]);
  await scene.vm1.sayInventory();
  expect(await scene.say("/vm create web", { id: "early" }).final).toEqual(final);
});

test("the first valid result stands, and every copy gets its receipt", async () => {
  const said = scene.say("/ping", { id: "twice" });
  const grant = await scene.arrived(said);
  await scene.vm1.say([pong(grant), pong(grant)]);
  await said.final;
  await until("a receipt", async () => (await scene.vm1.receipts()).length === 1);
  const failure = { code: "internal", kept: false, left: [] };
  await scene.vm1.say([resultOf(grant, "host.ping", { status: "failed", failure })]);
  await until("another receipt", async () => (await scene.vm1.receipts()).length === 2);
  expect(said.messages.filter(({ final }) => final)).toHaveLength(1);
  expect((await scene.say("/ping", { id: "twice" }).final).status).toBe("done");
});

test("older progress is not shown after newer", async () => {
  const said = scene.say("/vm create web");
  const grant = await scene.arrived(said);
  await scene.vm1.say([progressOf(grant, 5, "running", "reserve", "overlay", "seed")]);
  await scene.vm1.say([progressOf(grant, 2, "running", "reserve"), created(grant, "web")]);
  await said.final;
  const doing = said.messages.map(({ reply }) => reply.steps?.filter(({ state }) => state === "done").length ?? 0);
  expect(doing.slice(0, -1)).toEqual([...doing.slice(0, -1)].sort((a, b) => a - b));
});

test("twenty with the same id are one grant, and all see its end", async () => {
  const all = Array.from({ length: 20 }, () => scene.say("/vm create web", { id: "same" }));
  const grant = await scene.arrived({ grant: all[0]?.grant ?? "" });
  await scene.vm1.say([created(grant, "web")]);
  const finals = await Promise.all(all.map(({ final }) => final));
  expect(new Set(finals.map(({ status, job }) => `${status} ${job}`))).toEqual(new Set(["done 1"]));
  expect(new Set(scene.vm1.grants.map(({ jti }) => jti)).size).toBe(1);
});

test("an id that another account used shows nothing of what it was used for", async () => {
  const said = scene.say("/vm create secret", { id: "mine" });
  await scene.vm1.say([created(await scene.arrived(said), "secret")]);
  await said.final;
  const other = await scene.say("/vm create secret", { id: "mine", account: "e235702" }).final;
  expect(other).toMatchObject({ status: "refused" });
  expect(JSON.stringify(other)).not.toContain("192.0.2.7");
});

test("an eighth waiting command of one person is refused with the numbers, another person's is not", async () => {
  const seven = Array.from({ length: 7 }, (_, index) => scene.say(`/vm create g${index}`));
  await until("seven grants", () => new Set(scene.vm1.grants.map(({ jti }) => jti)).size === 7);
  const eighth = await scene.say("/vm create g8").final;
  expect(eighth).toMatchObject({ status: "refused", refusal: { code: "queue.full", numbers: { limit_waiting: 5 } } });
  const other = scene.say("/vm create web", { account: "e235702" });
  await scene.arrived(other);
  for (const said of [...seven, other]) said.hangUp();
});

test("a person whom no host knows is refused, and a host that is not trusted is unknown", async () => {
  expect(await scene.say("/me", { account: "nobody" }).final).toMatchObject({ refusal: { code: "person.unknown" } });
  expect(await scene.say("/ping vm9").final).toMatchObject({ refusal: { code: "host.unknown" } });
});
