import { afterEach, beforeEach, expect, test } from "vitest";
import { unassigned } from "../../../../bot/incidents/record.ts";
import { escalationsIn } from "../../../../bot/store/escalations.ts";
import { createScene, incident, tokyo } from "./scene.ts";

let scene: ReturnType<typeof createScene>;
beforeEach(() => {
  scene = createScene();
});
afterEach(() => scene.stop());

test("an error calls who is on call at once, again after 10 min, the next at 20 and everybody at 40", async () => {
  await scene.say(incident());
  expect(await scene.step(tokyo("02:00"))).toEqual(["AOI", "C1"]);
  expect(scene.last()?.mentions).toEqual(["AOI"]);
  expect(await scene.step(tokyo("02:09"))).toEqual([]);
  expect(await scene.step(tokyo("02:10"))).toEqual(["AOI", "C1"]);
  expect(await scene.step(tokyo("02:20"))).toEqual(["BEN", "C1"]);
  expect(await scene.step(tokyo("02:39"))).toEqual([]);
  expect(await scene.step(tokyo("02:40"))).toEqual(["AOI", "BEN", "C1", "CHIE"]);
  expect(await scene.step(tokyo("23:00"))).toEqual([]);
});

test("no restart between changes when who is told, and none tells anything twice", async () => {
  await scene.say(incident());
  const told: string[] = [];
  for (let minute = 0; minute <= 45; minute += 1) {
    scene.restart();
    const clock = `02:${String(minute).padStart(2, "0")}`;
    const now = await scene.step(tokyo(clock));
    if (now.length > 0) told.push(`${clock} ${now.join(" ")}`);
  }
  expect(told).toEqual(["02:00 AOI C1", "02:10 AOI C1", "02:20 BEN C1", "02:40 AOI BEN C1 CHIE"]);
});

test("a bot that was away over several steps calls each once, for the highest of them", async () => {
  await scene.say(incident());
  await scene.step(tokyo("02:01"));
  scene.restart();
  expect(await scene.step(tokyo("03:00"))).toEqual(["AOI", "BEN", "C1", "CHIE"]);
  expect(await scene.step(tokyo("03:01"))).toEqual([]);
});

test.each(["acknowledged", "snoozed", "cleared", "resolved"] as const)("%s stops it", async (state) => {
  await scene.say(incident());
  await scene.step(tokyo("02:00"));
  await scene.say(incident({ state }));
  expect(await scene.step(tokyo("03:00"))).toEqual([]);
});

test("the end of a snooze, a trouble that comes back and a rise in severity begin anew", async () => {
  scene.set(tokyo("12:00"));
  await scene.say(incident({ severity: "warning" }));
  expect(await scene.step(tokyo("12:00"))).toEqual(["AOI", "C1"]);
  await scene.say(incident({ severity: "error" }));
  expect(await scene.step(tokyo("12:01"))).toEqual(["AOI", "C1"]);
  await scene.say(incident({ state: "snoozed" }));
  expect(await scene.step(tokyo("14:00"))).toEqual([]);
  await scene.say(incident());
  expect(await scene.step(tokyo("14:01"))).toEqual(["AOI", "C1"]);
  expect(await scene.step(tokyo("14:12"))).toEqual(["AOI", "C1"]);
});

test("a warning in the night waits for the morning, and is told nobody where it is over by then", async () => {
  await scene.say(incident({ severity: "warning" }));
  await scene.say(incident({ number: 2, severity: "warning" }));
  expect(await scene.step(tokyo("08:29"))).toEqual([]);
  await scene.say(incident({ number: 2, severity: "warning", state: "cleared" }));
  expect(await scene.step(tokyo("08:30"))).toEqual(["AOI", "C1"]);
  expect(await scene.step(tokyo("09:30"))).toEqual(["AOI", "C1"]);
});

test("an incident has who is on call from its beginning, before anybody is told", async () => {
  await scene.say(incident({ assigned: unassigned }));
  expect(scene.one()?.assigned).toMatchObject({ name: "aoi" });
});

test("an incident has who is on call, and whoever takes over at the handover", async () => {
  await scene.say(incident({ state: "acknowledged" }));
  await scene.step(tokyo("02:00"));
  expect(scene.one()?.assigned).toMatchObject({ name: "aoi" });
  await scene.step(tokyo("10:00", "2026-11-09"));
  expect(scene.one()?.assigned).toMatchObject({ name: "ben" });
});

test("who has no chat is said, and the next is called at once", async () => {
  scene.stop();
  scene = createScene(["ben"]);
  await scene.say(incident());
  expect(await scene.step(tokyo("02:00"))).toEqual(["BEN", "C1"]);
  expect(scene.last()?.text).toContain("aoi has no linked chat");
});

test("where nobody at all can be called the channel is told so", async () => {
  scene.stop();
  scene = createScene([]);
  await scene.say(incident());
  expect(await scene.step(tokyo("02:00"))).toEqual(["C1"]);
  expect(scene.last()?.text).toContain("nobody who can be told");
});

test("what a maintenance window covers is told when the window is over, if it is still there", async () => {
  scene.suspended.add(1);
  await scene.say(incident());
  expect(await scene.step(tokyo("02:30"))).toEqual([]);
  scene.suspended.clear();
  expect(await scene.step(tokyo("03:00"))).toEqual(["AOI", "C1"]);
  expect(await scene.step(tokyo("03:10"))).toEqual(["AOI", "C1"]);
});

test("a storm of errors is one call to each, however many there are, and each is still acknowledged by itself", async () => {
  const say = (from: number, until: number, state: "open" | "acknowledged" = "open") =>
    Promise.all(
      Array.from({ length: until - from + 1 }, (_, index) => scene.say(incident({ number: from + index, state }))),
    );
  await say(1, 200);
  expect(await scene.step(tokyo("02:00"))).toEqual(["AOI", "C1"]);
  expect(scene.last()?.text).toContain("200 alerts wait for somebody");
  await say(201, 400);
  expect(await scene.step(tokyo("02:00") + 5_000)).toEqual([]);
  expect(await scene.step(tokyo("02:01"))).toEqual(["AOI", "C1"]);
  await say(2, 400, "acknowledged");
  expect(await scene.step(tokyo("02:10"))).toEqual(["AOI", "C1"]);
  expect(scene.last()?.text).toContain("Alert 1 ");
});

test("a warning that became an error while nobody listened calls as an error does, however it was missed", async () => {
  await scene.say(incident({ severity: "warning" }));
  expect(await scene.step(tokyo("02:01"))).toEqual([]);
  scene.restart();
  scene.misses(incident());
  expect(await scene.step(tokyo("02:10"))).toEqual(["AOI", "C1"]);
  expect(await scene.step(tokyo("02:20"))).toEqual(["AOI", "C1"]);
  expect(await scene.step(tokyo("02:30"))).toEqual(["BEN", "C1"]);
});

test("an error calls at once, however many warnings were told just before", async () => {
  scene.set(tokyo("12:00"));
  for (let number = 1; number <= 5; number += 1) await scene.say(incident({ number, severity: "warning" }));
  expect(await scene.step(tokyo("12:00"))).toEqual(["AOI", "C1"]);
  await scene.say(incident({ number: 6 }));
  expect(await scene.step(tokyo("12:00") + 5_000)).toEqual(["AOI", "C1"]);
  expect(scene.last()?.text).toContain("Alert 6 (error)");
});

test("what is told together with a trouble that was told before a crash is told, too", async () => {
  await scene.say(incident());
  const before = escalationsIn(scene.store()).all();
  expect(await scene.step(tokyo("02:00"))).toEqual(["AOI", "C1"]);
  await scene.store().write(() => before.forEach(escalationsIn(scene.store()).put));
  scene.restart();
  expect(await scene.step(tokyo("02:00"))).toEqual([]);
  await scene.store().write(() => before.forEach(escalationsIn(scene.store()).put));
  scene.restart();
  for (let number = 2; number <= 5; number += 1) await scene.say(incident({ number }));
  expect(await scene.step(tokyo("02:00") + 1_000)).toEqual(["AOI", "C1"]);
  expect(scene.last()?.text).toContain("5 alerts wait for somebody");
});

test.each([
  false,
  true,
])("who finds no room in a minute is told in the next, and nobody twice (restarted: %j)", async (restarted) => {
  await scene.say(incident());
  for (const clock of ["02:00", "02:10", "02:20"]) await scene.step(tokyo(clock));
  scene.set(tokyo("02:40"));
  scene.calls.spend(16);
  expect(await scene.step(tokyo("02:40"))).toEqual(["AOI", "BEN", "C1"]);
  expect(scene.last()?.mentions).toEqual(["AOI", "BEN", "CHIE"]);
  if (restarted) scene.restart();
  expect(await scene.step(tokyo("02:40") + 30_000)).toEqual([]);
  expect(await scene.step(tokyo("02:41"))).toEqual(["CHIE"]);
  expect(await scene.step(tokyo("03:00"))).toEqual([]);
});
