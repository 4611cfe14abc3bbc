import { describe, expect, test } from "vitest";
import { dutiesBetween, dutyAt, lineAt, type Plan, uncoveredBetween } from "../../../../bot/oncall/duties.ts";
import { type Turns, turnAt, turnsBetween } from "../../../../bot/oncall/turns.ts";

const tokyo: Turns = {
  members: ["aoi", "ben", "chie"],
  since: "2026-11-02",
  handover: { weekday: 1, minutes: 600 },
  timeZone: "Asia/Tokyo",
};
const at = (text: string): number => Date.parse(text);
const iso = (time: number): string => new Date(time).toISOString().slice(0, 16);

describe("turns", () => {
  test.each([
    // Monday 2 November, 10:00 in Tokyo is 01:00Z.
    ["2026-11-02T01:00Z", "aoi"],
    ["2026-11-02T00:59Z", "chie"],
    ["2026-11-09T00:59Z", "aoi"],
    ["2026-11-09T01:00Z", "ben"],
    ["2026-11-16T01:00Z", "chie"],
    ["2026-11-23T01:00Z", "aoi"],
    ["2026-10-26T01:00Z", "chie"],
    ["2027-01-04T01:00Z", "aoi"],
  ])("at %s it is %s's", (time, account) => {
    expect(turnAt(tokyo, at(time))?.account).toBe(account);
  });

  test("a start in the middle of a week is the next handover", () => {
    const turns = { ...tokyo, since: "2026-11-04" };
    expect(turnAt(turns, at("2026-11-09T01:00Z"))?.account).toBe("aoi");
    expect(turnAt(turns, at("2026-11-09T00:59Z"))?.account).toBe("chie");
  });

  test("the hour of handover stays what it is on the clock when the clocks change, and nobody is left out", () => {
    // Clocks in Berlin go back on 25 October 2026 and forward on 28 March 2027.
    const berlin: Turns = { ...tokyo, since: "2026-10-05", timeZone: "Europe/Berlin" };
    const weeks = turnsBetween(berlin, at("2026-10-19T12:00Z"), at("2026-11-03T12:00Z"));
    expect(weeks.map(({ from, until, account }) => [iso(from), iso(until), account])).toEqual([
      ["2026-10-19T08:00", "2026-10-26T09:00", "chie"],
      ["2026-10-26T09:00", "2026-11-02T09:00", "aoi"],
      ["2026-11-02T09:00", "2026-11-09T09:00", "ben"],
    ]);
    const spring = turnsBetween(berlin, at("2027-03-22T12:00Z"), at("2027-03-30T12:00Z"));
    expect(spring.map(({ from, account }) => [iso(from), account])).toEqual([
      ["2027-03-22T09:00", "aoi"],
      ["2027-03-29T08:00", "ben"],
    ]);
  });

  test("a handover in the hour that a change of the clocks leaves out is had all the same, once", () => {
    const sundays: Turns = { ...tokyo, handover: { weekday: 7, minutes: 150 }, timeZone: "Europe/Berlin" };
    const weeks = turnsBetween(sundays, at("2027-03-20T00:00Z"), at("2027-04-10T00:00Z"));
    expect(weeks.map(({ until }, index) => weeks[index + 1]?.from ?? until)).toEqual(weeks.map(({ until }) => until));
    expect(new Set(weeks.map(({ account }) => account)).size).toBe(3);
  });

  test("one member alone has every week, and without members nobody has any", () => {
    expect(turnAt({ ...tokyo, members: ["aoi"] }, at("2030-01-01T00:00Z"))?.account).toBe("aoi");
    expect(turnAt({ ...tokyo, members: [] }, at("2030-01-01T00:00Z"))).toBeUndefined();
  });
});

describe("duties", () => {
  const week = { from: at("2026-11-02T01:00Z"), until: at("2026-11-09T01:00Z") };
  const wednesday = { from: at("2026-11-03T15:00Z"), until: at("2026-11-04T15:00Z") };
  const plan = (more: Partial<Plan> = {}): Plan => ({ turns: tokyo, covers: [], away: [], ...more });
  const shown = (duties: ReturnType<typeof dutiesBetween>) =>
    duties.map(({ from, account, absent }) => `${iso(from)} ${account ?? `nobody, ${absent} cannot`}`);

  test("who covers a day has it, and the week goes on as it was", () => {
    const covered = plan({ covers: [{ account: "chie", ...wednesday }] });
    expect(shown(dutiesBetween(covered, week.from, week.until))).toEqual([
      "2026-11-02T01:00 aoi",
      "2026-11-03T15:00 chie",
      "2026-11-04T15:00 aoi",
    ]);
  });

  test("of two covers the later one counts", () => {
    const covers = [
      { account: "chie", ...wednesday },
      { account: "ben", ...wednesday },
    ];
    expect(dutyAt(plan({ covers }), wednesday.from)?.account).toBe("ben");
  });

  test("a day that somebody marked is uncovered until another takes it", () => {
    const away = [{ account: "aoi", ...wednesday }];
    expect(shown(uncoveredBetween(plan({ away }), week.from, week.until))).toEqual([
      "2026-11-03T15:00 nobody, aoi cannot",
    ]);
    const covers = [{ account: "ben", ...wednesday }];
    expect(uncoveredBetween(plan({ away, covers }), week.from, week.until)).toEqual([]);
    expect(uncoveredBetween(plan({ away: [{ account: "ben", ...wednesday }] }), week.from, week.until)).toEqual([]);
  });

  test("whoever took a day over and then cannot leaves it uncovered", () => {
    const covers = [{ account: "ben", ...wednesday }];
    const away = [{ account: "ben", ...wednesday }];
    expect(dutyAt(plan({ covers, away }), wednesday.from)).toMatchObject({ turn: "aoi", absent: "ben" });
  });

  test.each([
    ["nothing is changed", {}, ["aoi", "ben", "chie"]],
    ["another covers", { covers: [{ account: "chie", ...wednesday }] }, ["chie", "aoi", "ben"]],
    ["the one on call cannot", { away: [{ account: "aoi", ...wednesday }] }, ["ben", "chie"]],
    ["the next cannot", { away: [{ account: "ben", ...wednesday }] }, ["aoi", "chie"]],
  ])("people are told in order where %s", (_name, more, line) => {
    expect(lineAt(plan(more), wednesday.from)).toEqual(line);
  });
});
