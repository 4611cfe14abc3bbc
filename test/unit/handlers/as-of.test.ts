import { expect, test } from "vitest";
import { readAsOf } from "../../../handlers/vm/as-of.ts";
import { now } from "./department.ts";
import { jobOf } from "./typed.ts";

const reader = { now: () => now, timeZone: "Asia/Tokyo" };
const day = 24 * 3_600_000;
/** The midnight that began today, in Tokyo. */
const midnight = Date.parse("2026-03-31T15:00:00Z");

test.each([
  ["yesterday", midnight - 1],
  ["昨日", midnight - 1],
  ["today", now],
  ["2026-03-20", Date.parse("2026-03-20T15:00:00Z") - 1],
  ["2h", now - 2 * 3_600_000],
  ["3日前", now - 3 * day],
  ["2026-03-20T01:02:03.000Z", Date.parse("2026-03-20T01:02:03Z")],
])("%s is the state of that time: a day's is its end", (typed, at) => {
  expect(readAsOf(typed, reader)).toEqual({ ok: true, value: at });
});

test("what is no time is refused, and a restoration asks its host first what it would lose", async () => {
  expect(readAsOf("someday", reader)).toMatchObject({ ok: false, refusal: { code: "since.invalid" } });
  const asked = await jobOf("/vm restore web --as-of yesterday");
  expect(asked).toMatchObject({ action: "vm.backups", input: { ask: true, asOf: midnight - 1 } });
  const confirmed = await jobOf("/vm restore web --id t00000abcd --yes");
  expect(confirmed).toMatchObject({ action: "vm.restore", input: { name: "web", id: "t00000abcd" } });
});
