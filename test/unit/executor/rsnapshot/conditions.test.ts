import { describe, expect, it } from "vitest";
import { conditionsOf, type Seen } from "../../../../executor/rsnapshot/conditions.ts";
import { daysLeft, diskConditions } from "../../../../executor/rsnapshot/disk.ts";
import type { Ended } from "../../../../executor/rsnapshot/runs.ts";
import { lastDeadline, nextDue, readSchedule, usualSchedule } from "../../../../executor/rsnapshot/schedule.ts";

const schedule = readSchedule(usualSchedule);
const [daily, weekly, monthly] = schedule;
const zone = "Asia/Tokyo";
const at = (text: string): number => Date.parse(`${text}+09:00`);
const iso = (time: number | undefined): string => new Date(time ?? Number.NaN).toISOString();

const run = (level: string, startedAt: number, more: Partial<Ended> = {}): Ended => ({
  ...{ t: "ended", id: String(startedAt), level, startedAt, at: startedAt + 60_000, ran: [], causes: [] },
  ...{ good: true, refused: false, disk: null, ...more },
});

const seen = (now: number, ended: readonly Ended[], more: Partial<Seen> = {}): Seen => ({
  ...{
    now,
    timeZone: zone,
    schedule,
    ended,
    open: [],
    absent: [],
    isCopyOfNow: true,
    keeps: new Map(),
    since: at("2026-11-01T00:00"),
  },
  drilled: { t: "drilled", at: now, files: 1, bytes: 1, wrong: [] },
  ...more,
});
const codes = (all: Seen): string[] => conditionsOf(all).map(({ key, severity }) => `${severity} ${key}`);

describe("the deadlines of a stepped clock", () => {
  const before = [
    run("daily", at("2026-11-29T00:00")),
    run("weekly", at("2026-11-23T09:00")),
    run("monthly", at("2026-11-01T12:00")),
  ];
  const steps: readonly (readonly [string, readonly string[]])[] = [
    ["2026-11-30T05:59:59", []],
    ["2026-11-30T06:00:00", ["error overdue:daily"]],
    ["2026-11-30T14:59:59", ["error overdue:daily"]],
    ["2026-11-30T15:00:00", ["error overdue:daily", "error overdue:weekly"]],
    ["2026-12-01T17:59:59", ["error overdue:daily", "error overdue:weekly"]],
    ["2026-12-01T18:00:00", ["error overdue:daily", "error overdue:weekly", "error overdue:monthly"]],
  ];
  it.each(steps)("%s: %j", (time, expected) => {
    const now = at(time);
    const told = codes(seen(now, before));
    const isCopyLate = expected.length > 1;
    expect(told).toEqual(isCopyLate ? ["error overdue:daily"] : expected);
    const others = [...before, run("daily", at(`${time.slice(0, 10)}T00:00`))];
    expect(codes(seen(now, others))).toEqual(expected.filter((one) => !one.endsWith(":daily")));
  });

  it("nothing is overdue that was due before it was watched", () => {
    expect(codes(seen(at("2026-11-30T07:00"), [], { since: at("2026-11-30T00:01") }))).toEqual([]);
    expect(codes(seen(at("2026-12-01T06:00"), [], { since: at("2026-11-30T10:00") }))).toEqual(["error overdue:daily"]);
  });

  it("a run that was written down while the clock was a year ahead hides nothing", () => {
    const ahead = run("daily", at("2027-11-29T00:00"));
    expect(codes(seen(at("2026-11-30T06:00"), [...before, ahead]))).toEqual(["error overdue:daily"]);
  });

  it("a run that still goes on when its time is over says so", () => {
    const process = { pid: 1, startTime: "1" };
    const one = { t: "started", id: "x", level: "daily", at: at("2026-11-30T00:00"), process } as const;
    const [told] = conditionsOf(seen(at("2026-11-30T06:00"), before, { open: [{ ...one, alive: true }] }));
    expect(told).toMatchObject({ code: "rsnapshot.overdue", lines: ["it still runs"] });
    expect(codes(seen(at("2026-11-30T00:01"), before, { open: [{ ...one, alive: false }] }))).toEqual([
      "error killed:daily",
    ]);
  });
});

describe("where the clocks change", () => {
  const berlin = "Europe/Berlin";
  it("the deadline is at six by the clocks in winter, in summer and on both days between", () => {
    if (daily === undefined) throw new Error("no daily");
    const by = (now: string) => iso(lastDeadline(daily, Date.parse(now), berlin)?.by);
    expect(by("2026-03-28T12:00Z")).toBe("2026-03-28T05:00:00.000Z");
    expect(by("2026-03-29T12:00Z")).toBe("2026-03-29T04:00:00.000Z");
    expect(by("2026-10-25T12:00Z")).toBe("2026-10-25T05:00:00.000Z");
    expect(by("2026-10-25T04:59Z")).toBe("2026-10-24T04:00:00.000Z");
  });
});

it("the next times are the department's", () => {
  const now = at("2026-11-30T10:00");
  const next = [daily, weekly, monthly].map((due) => due && iso(nextDue(due, now, zone)));
  expect(next).toEqual(["2026-11-30T15:00:00.000Z", "2026-12-07T00:00:00.000Z", "2026-12-01T03:00:00.000Z"]);
});

it.each([
  "daily",
  "daily 25:00 by 26:00 keep 7",
  "daily 06:00 by 05:00 keep 7",
  "monthly 31 12:00 by 18:00 keep 1",
])("%j is no schedule", (text) => {
  expect(() => readSchedule(text)).toThrow("is no line of a schedule");
});

describe("one trouble is told once", () => {
  const now = at("2026-12-01T20:00");
  const failed = {
    good: false,
    refused: true,
    causes: [{ code: "unreachable", host: "fs1", line: "ssh: no" } as const],
  };
  it("while copies fail, the levels that wait for them are not told", () => {
    const ended = [
      run("daily", at("2026-12-01T00:00"), failed),
      run("weekly", at("2026-11-30T09:00"), { good: false, refused: true }),
    ];
    expect(codes(seen(now, ended))).toEqual(["error unreachable/fs1:daily"]);
  });
  it("a copy that found the lock taken does not hide that the one before failed", () => {
    const held = { good: false, refused: true, causes: [{ code: "lock_held", line: "held" } as const] };
    const ended = [run("daily", at("2026-12-01T00:00"), failed), run("daily", at("2026-12-01T01:00"), held)];
    expect(codes(seen(now, ended))).toEqual(["error unreachable/fs1:daily"]);
  });
  it("a host that the newest snapshot lacks, unless it was added after the last copy", () => {
    const ended = schedule.map(({ level }) => run(level, now - 1_000));
    const absent = [{ code: "host_absent", host: "fs2", line: "it is not there" }] as const;
    expect(codes(seen(now, ended, { absent }))).toEqual(["error host_absent/fs2:daily"]);
    expect(codes(seen(now, ended, { absent, isCopyOfNow: false }))).toEqual([]);
  });
  it("what rsnapshot keeps less of than the department wants", () => {
    const ended = schedule.map(({ level }) => run(level, now - 1_000));
    const keeps = new Map([
      ["daily", 3],
      ["weekly", 4],
      ["monthly", 12],
    ]);
    expect(codes(seen(now, ended, { keeps }))).toEqual(["warning keeps_less:daily"]);
  });
  it("a drill that failed, and one that nobody has made", () => {
    const ended = schedule.map(({ level }) => run(level, now - 1_000));
    const drilled = { t: "drilled", at: now, files: 1, bytes: 1, wrong: ["a: otherwise"] } as const;
    expect(codes(seen(now, ended, { drilled: { ...drilled, wrong: ["a"] } }))).toEqual(["error drill_failed:drill"]);
    const old = { ...drilled, at: now - 9 * 86_400_000, wrong: [] };
    expect(codes(seen(now, ended, { drilled: old }))).toEqual(["warning drill_overdue:drill"]);
  });
});

describe("the disk of the snapshots", () => {
  const gib = 1024 ** 3;
  const now = at("2026-11-30T10:00");
  const total = 1_000 * gib;
  const filling = (each: number) =>
    [5, 4, 3, 2, 1].map((day) => ({ at: now - day * 86_400_000, disk: { total, free: (200 + day * each) * gib } }));
  it("tells how many days are left, and warns of few", () => {
    const disk = { total, free: 200 * gib };
    expect(daysLeft({ disk, ended: filling(10), now })).toBe(20);
    expect(diskConditions({ disk, ended: filling(10), now })).toEqual([]);
    const told = (each: number) =>
      diskConditions({ disk, ended: filling(each), now }).map(({ code, severity }) => [code, severity]);
    expect(told(20)).toEqual([["rsnapshot.disk_filling", "warning"]]);
    expect(told(100)).toEqual([["rsnapshot.disk_filling", "error"]]);
  });
  it("a disk that does not fill, and one of another size before, say nothing", () => {
    const disk = { total, free: 200 * gib };
    expect(daysLeft({ disk, ended: filling(-1), now })).toBeUndefined();
    expect(daysLeft({ disk: { total: total + 1, free: 5 }, ended: filling(100), now })).toBeUndefined();
  });
  it("is nearly full now", () => {
    const told = (free: number) => diskConditions({ disk: { total, free: free * gib }, ended: [], now });
    expect(told(100)).toEqual([]);
    expect(told(99)).toMatchObject([{ code: "rsnapshot.disk_low", severity: "warning", numbers: { percent: 9 } }]);
    expect(told(20)).toMatchObject([{ code: "rsnapshot.disk_low", severity: "error" }]);
  });
});
