import { afterEach, expect, test } from "vitest";
import { startBot } from "../../../bot/start.ts";
import { sayUntilAnswered } from "./client.ts";
import { created, pong, progressOf, resultOf } from "./fake-executor.ts";
import { type Scene, setScene } from "./scene.ts";
import { until } from "./until.ts";

let scene: Scene;
afterEach(() => scene.end());

const times = (grant: string): number => scene.vm1.grants.filter(({ jti }) => jti === grant).length;
const shownQueueAway = (text: unknown): boolean => JSON.stringify(text).includes("queue cannot be reached");

test("Redis emptied in the middle delays and loses nothing", async () => {
  scene = await setScene();
  const said = scene.say("/vm create web");
  const grant = await scene.arrived(said);
  await scene.redis.client().flushall();
  await until("the grant comes again", () => times(grant) > 1);
  await scene.vm1.say([created(grant, "web")]);
  expect((await said.final).status).toBe("done");
});

test("Redis killed and restarted in the middle delays and loses nothing", async () => {
  scene = await setScene();
  const said = scene.say("/vm create web");
  const grant = await scene.arrived(said);
  const before = times(grant);
  await scene.redis.kill();
  await scene.redis.start();
  await until("the grant comes again", () => times(grant) > before);
  await scene.vm1.say([created(grant, "web")]);
  expect((await said.final).status).toBe("done");
});

test("a command typed while Redis is away is accepted, says so, and is carried on when it is back", async () => {
  scene = await setScene();
  await scene.redis.kill();
  await until("the bot has noticed", async () => {
    const said = scene.say("/vm create web", { id: "away" });
    await until("an answer", () => said.messages.length > 0);
    said.hangUp();
    return shownQueueAway(said.messages[0]);
  });
  const said = scene.say("/vm create web", { id: "away" });
  await scene.redis.start();
  const grant = await scene.arrived(said);
  await until("it says no more that the queue is away", () => {
    const last = said.messages.at(-1);
    return last !== undefined && !shownQueueAway(last);
  });
  await scene.vm1.say([created(grant, "web")]);
  expect((await said.final).status).toBe("done");
});

test("a bot started again carries on, and its client gets one end for the same id", async () => {
  scene = await setScene();
  const id = "over-a-restart";
  const first = scene.say("/vm create web", { id });
  const grant = await scene.arrived(first);
  await scene.vm1.say([progressOf(grant, 3, "running", "reserve", "overlay")]);
  await until("progress is shown", () => first.messages.length > 1);
  await scene.stopBot();
  await expect(first.final).rejects.toThrow();
  const before = times(grant);
  await scene.startBot();
  const again = scene.say("/vm create web", { id });
  await until("the steps are still known", () => again.messages[0]?.reply.steps?.[1]?.state === "doing");
  await until("the grant comes again", () => times(grant) > before);
  await scene.vm1.say([created(grant, "web")]);
  const final = await again.final;
  expect(final).toMatchObject({ status: "done", job: 1 });
  await scene.stopBot();
  await scene.startBot();
  const socket = `${scene.config.state}/terminal/shisa.sock`;
  expect(await sayUntilAnswered(socket, "e235701", "/vm create web", id)).toEqual(final);
});

test("a result that came while the bot was down is shown when it is back", async () => {
  scene = await setScene();
  const said = scene.say("/ping", { id: "down" });
  const grant = await scene.arrived(said);
  await scene.stopBot();
  await scene.vm1.say([pong(grant)]);
  await scene.startBot();
  expect((await scene.say("/ping", { id: "down" }).final).status).toBe("done");
});

test("an executor that was started again is sent at once what it may have forgotten", async () => {
  scene = await setScene({ resendMs: 60_000, resendKnownMs: 60_000 });
  const said = scene.say("/vm create web");
  const grant = await scene.arrived(said);
  await scene.vm1.say([progressOf(grant, 1, "waiting")]);
  await scene.vm1.sayInventory({}, { boot: 2, seq: 1 });
  await until("the grant comes again", () => times(grant) === 2);
  said.hangUp();
});

test("a silent host's command ends unknown, and its late result corrects it once", async () => {
  scene = await setScene({ deadlineSeconds: 2, graceMs: 100, silentMs: 300 });
  const said = scene.say("/vm create web", { id: "late" });
  const grant = await scene.arrived(said);
  const final = await said.final;
  expect(final).toMatchObject({ status: "unknown", reply: { tone: "unknown" }, job: 1 });
  const follower = scene.say("/vm create web", { id: "late" });
  expect((await follower.final).status).toBe("unknown");
  await scene.vm1.say([created(grant, "web"), created(grant, "web")]);
  await until("the correction is written down", async () => {
    const { status } = await scene.say("/vm create web", { id: "late" }).final;
    return status === "done";
  });
  const failure = { code: "internal", kept: false, left: [] };
  await scene.vm1.say([resultOf(grant, "vm.create", { status: "failed", failure })]);
  await scene.vm1.sayInventory();
  expect((await scene.say("/vm create web", { id: "late" }).final).status).toBe("done");
});

test("a host that comes back is asked what became of a command that ended unknown", async () => {
  scene = await setScene({ deadlineSeconds: 2, graceMs: 100, silentMs: 300 });
  const said = scene.say("/vm create web", { id: "asked" });
  const grant = await scene.arrived(said);
  expect((await said.final).status).toBe("unknown");
  const before = times(grant);
  let seq = 0;
  await until("the grant comes again", async () => {
    seq += 1;
    await scene.vm1.sayInventory({}, { boot: 2, seq });
    return times(grant) > before;
  });
});

test("a Redis that evicts, or forgets, is refused with how to mend it", async () => {
  scene = await setScene();
  await scene.stopBot();
  const client = scene.redis.client();
  await client.config("SET", "maxmemory-policy", "allkeys-lru");
  await expect(startBot(scene.config)).rejects.toThrow("maxmemory-policy noeviction");
  await client.config("SET", "maxmemory-policy", "noeviction");
  await client.config("SET", "appendonly", "no");
  await expect(startBot(scene.config)).rejects.toThrow("appendonly yes");
});

test("a second bot over the same memory is refused", async () => {
  scene = await setScene();
  await expect(startBot(scene.config)).rejects.toThrow("another bot runs already");
});
