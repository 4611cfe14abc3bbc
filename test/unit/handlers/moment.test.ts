import { describe, expect, test } from "vitest";
import { momentText, readMoment } from "../../../handlers/kit/moment.ts";
import { now, people, type } from "./department.ts";

// It is 1 April 2026, 09:30 in Tokyo, a Wednesday.
const reader = { now: () => now, timeZone: "Asia/Tokyo" };
const read = (typed: string, edge: "begin" | "end" = "begin", after?: string) => {
  const from = after === undefined ? {} : { after: Date.parse(`${after}+09:00`) };
  const outcome = readMoment(typed, reader, { edge, ...from });
  return outcome.ok ? momentText(outcome.value, "Asia/Tokyo") : outcome.refusal.code;
};

describe("a time as people type it", () => {
  test.each([
    ["2026-12-01 13:00", "2026-12-01 13:00"],
    ["2026/12/1 13:00", "2026-12-01 13:00"],
    ["2026年12月1日 13時", "2026-12-01 13:00"],
    ["2026-12-01T13:00", "2026-12-01 13:00"],
    ["2026-12-01T04:00:00Z", "2026-12-01 13:00"],
    ["12/1 13:00", "2026-12-01 13:00"],
    ["12月1日 午後1時半", "2026-12-01 13:30"],
    ["3/31 9:00", "2027-03-31 09:00"],
    ["2/29", "2028-02-29 00:00"],
    ["13:00", "2026-04-01 13:00"],
    ["１３：００", "2026-04-01 13:00"],
    ["9:30", "2026-04-01 09:30"],
    ["9:00", "2026-04-02 09:00"],
    ["9am", "2026-04-02 09:00"],
    ["12am", "2026-04-02 00:00"],
    ["12pm", "2026-04-01 12:00"],
    ["tomorrow 9:00", "2026-04-02 09:00"],
    ["TOMORROW", "2026-04-02 00:00"],
    ["明日 9:00", "2026-04-02 09:00"],
    ["あさって 9時半", "2026-04-03 09:30"],
    ["今日 24:00", "2026-04-02 00:00"],
    ["+3h", "2026-04-01 12:30"],
    ["+ 90m", "2026-04-01 11:00"],
    ["3時間後", "2026-04-01 12:30"],
    ["2日後", "2026-04-03 09:30"],
    ["+2日", "2026-04-03 09:30"],
    ["+2w", "2026-04-15 09:30"],
    ["now", "2026-04-01 09:30"],
    ["今", "2026-04-01 09:30"],
  ])("%s is %s", (typed, expected) => {
    expect(read(typed)).toBe(expected);
  });

  test.each([
    "",
    "soon",
    "2日",
    "25:00",
    "24:01",
    "9:60",
    "13",
    "2026-02-30",
    "2026-13-01",
    "13pm",
    "tomorrow tomorrow",
    "tomorrow 9:00 10:00",
    "-3h",
    "0/0",
    "99999w99",
    "٣:٠٠",
  ])("%j is none", (typed) => {
    expect(read(typed)).toBe("moment.invalid");
  });

  test("a day alone begins at its midnight and ends at the next; a time alone is the next one after the beginning", () => {
    expect(read("12/1", "begin")).toBe("2026-12-01 00:00");
    expect(read("12/1", "end")).toBe("2026-12-02 00:00");
    expect(read("14:30", "end", "2026-12-01T13:00:00")).toBe("2026-12-01 14:30");
    expect(read("1:00", "end", "2026-12-01T13:00:00")).toBe("2026-12-02 01:00");
    expect(read("+90m", "end", "2026-12-01T13:00:00")).toBe("2026-12-01 14:30");
  });

  test("where the clocks change, the hour that is left out is taken for the one after it", () => {
    const berlin = { now: () => Date.parse("2026-03-28T12:00:00Z"), timeZone: "Europe/Berlin" };
    const at = (typed: string) => {
      const outcome = readMoment(typed, berlin, { edge: "begin" });
      return outcome.ok ? new Date(outcome.value).toISOString() : "";
    };
    expect(at("2026-03-29 01:59")).toBe("2026-03-29T00:59:00.000Z");
    expect(at("2026-03-29 03:00")).toBe("2026-03-29T01:00:00.000Z");
    expect(["2026-03-29T00:30:00.000Z", "2026-03-29T01:30:00.000Z"]).toContain(at("2026-03-29 02:30"));
  });

  test("a day and a time after it are one value, with quotes or without, in an option or after its =", async () => {
    const lines = [
      "/exam start os2026 --from tomorrow 9:00 --until 10:30",
      '/exam start os2026 --from "tomorrow 9:00" --until 10:30',
      "/exam start os2026 --from=明日　9:00 --until 10時半",
      "／ｅｘａｍ start os2026 ーーfrom 4/2 ９：００ ――until +90m",
    ];
    for (const line of lines) {
      const dispatched = await type(line, { person: people.professor });
      expect(dispatched, line).toMatchObject({
        kind: "job",
        command: { verb: "preview" },
        input: { from: Date.parse("2026-04-02T00:00:00Z"), until: Date.parse("2026-04-02T01:30:00Z") },
      });
    }
  });
});
