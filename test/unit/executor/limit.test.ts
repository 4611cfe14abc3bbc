import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startLimit } from "../../../executor/perform/limit.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("a job's time is over when it was said, and does not count while the job only waits", () => {
  const over = vi.fn();
  const limit = startLimit(1_000, over);
  vi.advanceTimersByTime(600);
  limit.pause(true);
  vi.advanceTimersByTime(1_000_000);
  expect(over).not.toHaveBeenCalled();
  limit.pause(false);
  limit.pause(false);
  vi.advanceTimersByTime(399);
  expect(over).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(over).toHaveBeenCalledTimes(1);
});

test("a job that has ended is not told that its time is over", () => {
  const over = vi.fn();
  startLimit(1_000, over).end();
  vi.advanceTimersByTime(2_000);
  expect(over).not.toHaveBeenCalled();
});
