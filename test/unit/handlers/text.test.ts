import stringWidth from "string-width";
import { expect, test } from "vitest";
import { ageText, durationText, personText, sizeText, tableText, timeText } from "../../../handlers/kit/text.ts";
import { now } from "./department.ts";

test.each([
  [512, "512 MB"],
  [1024, "1 GB"],
  [1536, "1.5 GB"],
  [60 * 1024, "60 GB"],
  [1_048_576, "1 TB"],
  [0, "0 GB"],
])("%d MiB are %s", (mebibytes, text) => {
  expect(sizeText(mebibytes)).toBe(text);
});

test.each([
  [-5, "0秒", "0 s"],
  [12_300, "12秒", "12 s"],
  [60_000, "1分", "1 min"],
  [185_000, "3分5秒", "3 min 5 s"],
  [7_800_000, "2時間10分", "2 h 10 min"],
  [400_000_000, "4日", "4 d"],
])("%d milliseconds are %s and %s", (milliseconds, ja, en) => {
  expect([durationText(milliseconds, "ja"), durationText(milliseconds, "en")]).toEqual([ja, en]);
});

test("an age is said as each language does it", () => {
  expect([ageText(12_000, "ja"), ageText(12_000, "en")]).toEqual(["12秒前", "12 s ago"]);
  expect([ageText(0, "ja"), ageText(-3_000, "en")]).toEqual(["たった今", "just now"]);
});

test("times are in the department's zone", () => {
  expect(timeText(now, { language: "ja", timeZone: "Asia/Tokyo" })).toBe("2026年4月1日 09:30");
  expect(timeText(now, { language: "en", timeZone: "Asia/Tokyo" })).toBe("1 Apr 2026, 09:30");
  expect(timeText(now, { language: "en", timeZone: "UTC" })).toBe("1 Apr 2026, 00:30");
});

test("a person is name and account, or the account where no name is known", () => {
  expect(personText({ name: "e235701", fullName: "山田 花子" })).toBe("山田 花子 (e235701)");
  expect(personText({ name: "e235701", fullName: "" })).toBe("e235701");
});

test("a table counts full-width characters as two, and is none where a phone would have to scroll", () => {
  const table = tableText([
    ["名前", "状態", "host"],
    ["web", "動作中", "vm1"],
  ]);
  expect(table).toBe("名前  状態    host\nweb   動作中  vm1");
  for (const line of table?.split("\n") ?? []) expect(stringWidth(line)).toBeLessThanOrEqual(40);
  expect(tableText([["研".repeat(10), "究".repeat(10)]])).toBeUndefined();
  expect(tableText([["研".repeat(9), "究".repeat(10)]])).toBeDefined();
});
