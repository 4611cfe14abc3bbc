import { describe, expect, test } from "vitest";
import { callsOf } from "../../../../bot/oncall/climb.ts";
import { byDay, dueNow, ladderOf } from "../../../../bot/oncall/ladder.ts";
import { parseOncallSettings, usualNumbers } from "../../../../bot/oncall/settings.ts";

const zone = "Asia/Tokyo";
const at = (clock: string, day = "2026-11-03"): number => Date.parse(`${day}T${clock}:00+09:00`);

describe("what is due when", () => {
  test("an error: at once, after 10, 20 and 40 minutes, at any hour", () => {
    const rungs = ladderOf("error", at("02:20"), usualNumbers, zone);
    expect(rungs).toEqual([
      { at: at("02:20"), to: "oncall" },
      { at: at("02:30"), to: "oncall" },
      { at: at("02:40"), to: "next" },
      { at: at("03:00"), to: "everyone" },
    ]);
    expect(dueNow(rungs, 1, at("02:29"))).toEqual([]);
    expect(dueNow(rungs, 1, at("02:30"))).toHaveLength(1);
    expect(dueNow(rungs, 1, at("05:00"))).toHaveLength(3);
  });

  test.each([
    ["02:00", ["08:30", "09:30"]],
    ["08:29", ["08:30", "09:30"]],
    ["12:00", ["12:00", "13:00"]],
  ])("a warning at %s is told at %s", (found, told) => {
    const rungs = ladderOf("warning", at(found), usualNumbers, zone);
    expect(rungs.map((rung) => rung.at)).toEqual(told.map((clock) => at(clock)));
  });

  test("a warning late in the evening is told at once and again in the morning", () => {
    const rungs = ladderOf("warning", at("21:30"), usualNumbers, zone);
    expect(rungs.map((rung) => rung.at)).toEqual([at("21:30"), at("08:30", "2026-11-04")]);
    expect(byDay(at("22:00"), usualNumbers, zone)).toBe(at("08:30", "2026-11-04"));
  });

  test("morning is what the clocks show, also on the day on which they change", () => {
    const berlin = byDay(Date.parse("2027-03-28T00:30:00Z"), usualNumbers, "Europe/Berlin");
    expect(new Date(berlin).toISOString()).toBe("2027-03-28T06:30:00.000Z");
  });
});

describe("who is called", () => {
  const line = ["aoi", "ben", "chie"];
  const all = (): boolean => true;
  const rung = (to: "oncall" | "next" | "everyone") => ({ at: 0, to });

  test.each([
    ["oncall", 0, [["aoi", "first"]]],
    ["oncall", 1, [["aoi", "again"]]],
    ["next", 2, [["ben", "next"]]],
  ] as const)("%s as rung %i: %j", (to, first, told) => {
    expect(callsOf([rung(to)], first, line, all).told.map(({ account, why }) => [account, why])).toEqual(told);
  });

  test("each is called once where the bot was away while several were due", () => {
    const calls = callsOf([rung("oncall"), rung("next"), rung("everyone")], 1, line, all);
    expect(calls.told).toEqual(line.map((account) => ({ account, why: "everyone" })));
  });

  test("who has no chat is named, and the next is called in their place", () => {
    const calls = callsOf([rung("oncall")], 0, line, (account) => account !== "aoi");
    expect(calls).toEqual({ told: [{ account: "ben", why: "first" }], unreachable: ["aoi"] });
    expect(callsOf([rung("oncall")], 0, line, () => false)).toEqual({ told: [], unreachable: line });
  });
});

describe("the file", () => {
  const file = { members: ["aoi", "ben"], since: "2026-11-02" };

  test("says who takes turns; all else has its usual value", () => {
    const read = parseOncallSettings(JSON.stringify(file));
    expect(read).toMatchObject({ handover: { weekday: 1, minutes: 600 }, numbers: usualNumbers });
    expect(usualNumbers).toMatchObject({ dayFrom: 510, dayUntil: 1320, summaryAt: 510 });
  });

  const steps = [
    { afterMinutes: 5, to: "next" },
    { afterMinutes: 1, to: "next" },
  ];
  test.each([
    ["nobody", { ...file, members: [] }],
    ["somebody twice", { ...file, members: ["aoi", "aoi"] }],
    ["no day", { ...file, since: "2026-02-30" }],
    ["no time", { ...file, handover: { time: "25:00" } }],
    ["steps in no order", { ...file, numbers: { error: steps } }],
    ["a word that is unknown", { ...file, handover: { weekday: "someday" } }],
  ])("is refused where it names %s", (_name, wrong) => {
    expect(() => parseOncallSettings(JSON.stringify(wrong))).toThrow();
  });
});
