import { describe, expect, it } from "vitest";
import { ownPath } from "../../../handlers/backup/shared.ts";
import { pastText, readPast } from "../../../handlers/kit/past.ts";
import { type } from "./department.ts";

/** Monday, 30 November 2026, 10:00 in Tokyo. */
const now = Date.parse("2026-11-30T01:00:00Z");
const reader = { now: () => now, timeZone: "Asia/Tokyo" };
const tokyo = (text: string): number => Date.parse(`${text}+09:00`);
const night = 6 * 3_600_000;

const days: readonly (readonly [typed: string, day: string])[] = [
  ["yesterday", "2026-11-29"],
  ["昨日", "2026-11-29"],
  ["Day before yesterday", "2026-11-28"],
  ["一昨日", "2026-11-28"],
  ["おととい", "2026-11-28"],
  ["last Friday", "2026-11-27"],
  ["friday", "2026-11-27"],
  ["monday", "2026-11-23"],
  ["金曜日", "2026-11-27"],
  ["先週の金曜日", "2026-11-27"],
  ["先週の月曜", "2026-11-23"],
  ["11/20", "2026-11-20"],
  ["11月20日", "2026-11-20"],
  ["12/24", "2025-12-24"],
  ["2026-02-28", "2026-02-28"],
  ["１１／２０", "2026-11-20"],
];
it.each(days)("%s is the end of %s, and the night after it", (typed, day) => {
  const read = readPast(typed, reader, night);
  expect(read.ok && read.value).toBe(Math.min(now, tokyo(`${day}T00:00`) + 24 * 3_600_000 + night));
});

const moments: readonly (readonly [typed: string, at: string])[] = [
  ["3 days ago", "2026-11-27T10:00"],
  ["三日前", "2026-11-27T10:00"],
  ["3日前", "2026-11-27T10:00"],
  ["十二日前", "2026-11-18T10:00"],
  ["a week ago", "2026-11-23T10:00"],
  ["2週間前", "2026-11-16T10:00"],
  ["5 hours ago", "2026-11-30T05:00"],
  ["yesterday 13:00", "2026-11-29T13:00"],
  ["昨日 13:00", "2026-11-29T13:00"],
  ["2026-11-20 13:30", "2026-11-20T13:30"],
  ["9:00", "2026-11-30T09:00"],
  ["now", "2026-11-30T10:00"],
  ["今日", "2026-11-30T10:00"],
];
it.each(moments)("%s is %s", (typed, at) => {
  const read = readPast(typed, reader, night);
  expect(read.ok && read.value).toBe(tokyo(at));
});

it.each(["", "tomorrow", "13/45", "2026-02-30", "soon", "3", "前", "last", "-1 days ago"])("%j is none", (typed) => {
  expect(readPast(typed, reader, night)).toMatchObject({ ok: false, refusal: { code: "past.invalid" } });
});

it("what a line says exactly is read back exactly", () => {
  const read = readPast(pastText(now - 12_345_000), reader, night);
  expect(read.ok && read.value).toBe(now - 12_345_000);
});

describe("several words that make one time", () => {
  it.each([
    "--as-of 3 days ago ~/a",
    "~/a --as-of last Friday",
    "~/a --as-of 昨日 13:00",
    "--as-of yesterday ~/a",
  ])("/backup preview %s", async (rest) => {
    const dispatched = await type(`/backup preview ${rest}`);
    expect(dispatched, JSON.stringify(dispatched)).toMatchObject({ kind: "job", input: { path: "a" } });
  });
});

describe("a path of one's own home", () => {
  const person = { name: "e235701" };
  it.each([
    ["~/report.tex", "report.tex"],
    ["report.tex", "report.tex"],
    ["./a//b/", "a/b"],
    ["/home/e235701/研究/ノート.md", "研究/ノート.md"],
    ["~e235701/a", "a"],
    ["~", ""],
    ["/home/e235701", ""],
    ["..a/b..", "..a/b.."],
  ])("%s is %j", (typed, path) => {
    expect(ownPath(typed, person)).toEqual({ ok: true, value: path });
  });
  it.each([
    "/etc/passwd",
    "../x",
    "a/../../x",
    "~e235702/x",
    "~/../x",
    "/home/e2357011/x",
    "/home/e235701x",
  ])("%s is none", (typed) => {
    expect(ownPath(typed, person)).toMatchObject({ ok: false, refusal: { code: "backup.path" } });
  });
});
