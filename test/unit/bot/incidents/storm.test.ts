import { expect, test } from "vitest";
import { mostInAMinute } from "../../../bench/storm.ts";
import { runStorm } from "../../../bench/storm-run.ts";

test("ten thousand alerts in a minute are a few cards and one message, in twenty calls a minute with those to people, and none is lost, nor by a new start", async () => {
  const { calls, shown, paged, listed, listedAnew, kept } = await runStorm({ startsAnew: true });
  expect(mostInAMinute(calls)).toBeLessThanOrEqual(20);
  expect(paged).toBeGreaterThan(0);
  expect(listed).toBe(10_000);
  expect(listedAnew).toBe(10_000);
  expect(kept).toBeGreaterThanOrEqual(200);
  const many = shown.filter(({ reply }) => /\d+ more alerts/u.test(reply.title));
  expect(many).toHaveLength(1);
  const [, count = ""] = /^(\d+) more alerts/u.exec(many[0]?.reply.title ?? "") ?? [];
  expect(Number(count)).toBeGreaterThan(8_000);
  expect(shown.length).toBeLessThanOrEqual(1 + 2 * 10);
}, 60_000);

test("and from one source too", async () => {
  const { calls, listed } = await runStorm({ sources: 1, quietSeconds: 5 });
  expect(mostInAMinute(calls)).toBeLessThanOrEqual(20);
  expect(listed).toBe(10_000);
}, 60_000);
