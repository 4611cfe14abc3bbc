import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { residentMb } from "../../bench/scene.ts";
import { repeatable } from "../../bench/statistics.ts";
import { whileStill } from "../../bench/still.ts";
import { allEnded, pong, typePing } from "./endings.ts";
import { type Hall, startHall, type Way } from "./hall.ts";

// The whole department on platforms that are as strict as the real ones.
let hall: Hall;
beforeAll(async () => {
  hall = await startHall();
}, 120_000);
afterAll(() => hall?.stop(), 60_000);

const spreadMs = 10_000;
/** Whom Discord has not named yet it is asked about one by one; answers may come as slowly as it lets us ask. */
const finalMs = 90_000;
const mostMb = 450;

/** By Slack's other way in between, so that the workspace's limit of posts a minute has room again. */
const order: readonly Way[] = ["Slack's Socket Mode", "Discord", "Slack's HTTP"];

describe.each(order)("by %s", (way) => {
  test("one person sees within a second that it was accepted, and then how it ended in the same message", async () => {
    const [person] = hall.by(way);
    if (person === undefined) throw new Error("nobody is there");
    const typedAt = await whileStill(hall.department.executor().pid, async () => {
      const { at } = await typePing(person);
      await person.sees(/Asking the host/u, 5_000);
      return at;
    });
    await person.sees(pong, 20_000);
    const message = person.messages().at(-1);
    expect((message?.times[0] ?? Number.NaN) - typedAt).toBeLessThan(1_000);
    expect(message?.history[0]).not.toMatch(pong);
  }, 60_000);

  test("260 people run a no-op within ten seconds: each is acknowledged in time and sees one final message", async () => {
    const people = hall.by(way);
    const before = people.map((person) => person.messages().length);
    const random = repeatable(260);
    await Promise.all(
      people.map(async (person) => {
        await pause(random() * spreadMs);
        await typePing(person);
      }),
    );
    await allEnded(people, before, { timeoutMs: finalMs, everyMs: 250 });
    expect(people.map((person, index) => person.messages().length - (before[index] ?? 0))).toEqual(people.map(() => 1));
    expect(await residentMb(hall.department.bot().pid)).toBeLessThan(mostMb);
  }, 180_000);
});

test("nothing that the bot sent to a platform was more than it takes", () => {
  expect(hall.slack.complaints()).toEqual([]);
  expect(hall.discord.complaints()).toEqual([]);
});
