import { expect, it } from "vitest";
import { daysLeft, type Sample, withSample } from "../../../../executor/ceph/capacity.ts";

const hour = 3_600_000;
const day = 24 * hour;
const total = 1_000;
const growing = (perDay: number, days: number): Sample[] =>
  Array.from({ length: days * 24 }, (_, index) => ({ at: index * hour, used: 100 + (perDay * index) / 24, total }));

it("is told in days, as it has grown in the last week", () => {
  const samples = growing(10, 7);
  expect(daysLeft(samples, { at: 7 * day, used: 170, total }, 0.95)).toBeCloseTo(78, 0);
});

it("is not known before there is a day to judge from, nor where nothing grows", () => {
  expect(daysLeft(growing(10, 1).slice(0, 20), { at: 20 * hour, used: 108, total }, 0.95)).toBeUndefined();
  expect(daysLeft(growing(0, 7), { at: 7 * day, used: 100, total }, 0.95)).toBeUndefined();
  expect(daysLeft(growing(-5, 7), { at: 7 * day, used: 65, total }, 0.95)).toBeUndefined();
  expect(daysLeft([], { at: 0, used: 0, total: 0 }, 0.95)).toBeUndefined();
});

it("does not take disks that were added for a trend", () => {
  const samples = growing(10, 7);
  expect(daysLeft(samples, { at: 7 * day, used: 170, total: 2 * total }, 0.95)).toBeUndefined();
});

it("is sampled once an hour for a week, and forgets what a clock that was put back left in the future", () => {
  const first = withSample([], { at: 10 * day, used: 1, total });
  expect(withSample(first, { at: 10 * day + hour / 2, used: 2, total })).toBe(first);
  expect(withSample(first, { at: 10 * day + hour, used: 2, total })).toHaveLength(2);
  expect(withSample(first, { at: 20 * day, used: 2, total })).toEqual([{ at: 20 * day, used: 2, total }]);
  expect(withSample(first, { at: 9 * day, used: 3, total })).toEqual([{ at: 9 * day, used: 3, total }]);
});
