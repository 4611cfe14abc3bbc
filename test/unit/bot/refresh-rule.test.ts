import { expect, test } from "vitest";
import { isStale } from "../../../bot/refresh-rule.ts";

const minute = 60_000;

test("in its first ten minutes a job's elapsed time is shown as often as anybody asks", () => {
  expect(isStale(9 * minute, 5_000)).toBe(true);
});

test("then it is shown once a minute, and after an hour no more", () => {
  expect(isStale(11 * minute, 55_000)).toBe(false);
  expect(isStale(11 * minute, minute)).toBe(true);
  expect(isStale(61 * minute, 10 * minute)).toBe(false);
});
