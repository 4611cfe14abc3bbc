import { describe, expect, test } from "vitest";
import { createDraw, type Draw } from "../../../../bot/chart/draw.ts";
import { chartSvg } from "../../../../bot/chart/svg.ts";
import { timeTicks } from "../../../../bot/chart/times.ts";
import { valueAxis } from "../../../../bot/chart/values.ts";
import { sparkline } from "../../../../bot/terminal/sparkline.ts";
import { type Chart, type Course, chartOf } from "../../../../handlers/kit/chart.ts";

const end = Date.parse("2026-11-30T06:20:00Z");
const minute = 60_000;
const gib = 1024 ** 3;
const course = (count: number, stepMs: number, value: (index: number) => number): Course =>
  Array.from({ length: count }, (_, index) => [end - (count - 1 - index) * stepMs, value(index)]);
const about = { caption: "Free on /home", title: "vm1  /home: free", unit: "bytes", timeZone: "Asia/Tokyo" } as const;
const week = course(1_008, 10 * minute, (index) => (900 - index * 0.7) * gib);

function chart(points: Course = week, changes: Partial<Chart> = {}): Chart {
  const made = chartOf(points, { ...about, limit: { label: "told below", value: 200 * gib }, ...changes });
  if (made === undefined) throw new Error("no chart");
  return made;
}
const svg = (one: Chart): string => chartSvg(one) ?? "";
const texts = (one: Chart): string[] => [...svg(one).matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map(([, it = ""]) => it);
const ignore = (): void => undefined;
const sizeOf = (png: Uint8Array): [number, number] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe("a picture", () => {
  test("is a small PNG with letters in it, and drawn once however often it is asked for", async () => {
    const draw: Draw = createDraw((cause) => {
      throw cause;
    });
    const [one, again, other] = await Promise.all([draw(chart()), draw(chart()), draw(chart(week, { title: "" }))]);
    expect(Buffer.from(one?.bytes.subarray(1, 4) ?? []).toString()).toBe("PNG");
    expect(sizeOf(one?.bytes ?? new Uint8Array(24))).toEqual([1_280, 480]);
    expect(one?.bytes.length).toBeLessThan(100_000);
    expect(again).toBe(one);
    expect(other?.bytes.length).toBeLessThan((one?.bytes.length ?? 0) - 1_000);
  });

  test("says what it is, its newest value, its limit, days of the department's zone, and which zone that is", () => {
    expect(texts(chart())).toEqual([
      ...["vm1  /home: free", "195 GB"],
      ...["0 GB", "250 GB", "500 GB", "750 GB", "1000 GB"],
      ...["11/24", "11/25", "11/26", "11/27", "11/28", "11/29", "11/30", "Asia/Tokyo", "told below 200 GB"],
    ]);
  });

  test("of an hour has the hours and quarters", () => {
    const short = course(9, 10 * minute, (index) => index);
    expect(texts(chart(short, { unit: "count" }))).toEqual(expect.arrayContaining(["14:00", "14:15", "15:15"]));
  });

  test("shows a silence as one", () => {
    const gap = week.filter((_point, index) => index < 300 || index > 500);
    expect(svg(chart()).match(/<polyline/gu)).toHaveLength(1);
    expect(svg(chart(gap)).match(/<polyline/gu)).toHaveLength(2);
  });

  test("holds no more points than it has room for, however many there are, the newest among them", () => {
    const many = course(100_000, minute, (index) => index);
    expect(chart(many).points.length).toBeLessThanOrEqual(240);
    expect(chart(many).points.at(-1)).toEqual(many.at(-1));
    expect(svg(chart(many)).length).toBeLessThan(20_000);
  });

  test("lets no name write into it, whatever it is called", () => {
    const hostile = `<image href="file:///etc/shadow"/>&x;\u202e研究室"'\n${"x".repeat(500)}`;
    const drawn = svg(chart(week, { title: hostile, limit: { label: hostile, value: gib }, timeZone: "Asia/Tokyo" }));
    expect(drawn).not.toContain("<image");
    expect(drawn).toContain("&lt;image href=&quot;");
    expect(drawn).toMatch(/^[\n\x20-\x7e]+$/u);
    expect(drawn.length).toBeLessThan(20_000);
  });
});

describe("nothing is drawn", () => {
  test("of what is no course", () => {
    expect(chartOf(week.slice(0, 2), about)).toBeUndefined();
    expect(chartOf([], about)).toBeUndefined();
  });

  test.each<[string, Course]>([
    ["numbers beyond all bounds", course(5, minute, (index) => (index % 2 === 0 ? 1 : -1) * Number.MAX_VALUE)],
    ["a clock that stood still", course(5, 0, (index) => index)],
  ])("of %s, and nothing breaks", async (_what, points) => {
    expect(await createDraw(ignore)(chart(points, {}))).toBeUndefined();
  });

  test("where it cannot be, and why is told", async () => {
    const failed: unknown[] = [];
    expect(
      await createDraw((cause) => failed.push(cause))(chart(week, { timeZone: "Nowhere/At all" })),
    ).toBeUndefined();
    expect(failed).toHaveLength(1);
  });
});

describe("an axis", () => {
  test.each<[Course, Partial<Chart>, string[]]>([
    [course(3, minute, () => 0), { unit: "percent" }, ["0 %", "0.25 %", "0.5 %", "0.75 %", "1 %"]],
    [course(3, minute, (index) => 90 + index), { unit: "count" }, ["90", "90.5", "91", "91.5", "92"]],
    [
      course(3, minute, (index) => (88 + index) * 1024 * gib),
      { limit: { label: "total", value: 120 * 1024 * gib } },
      ["80 TB", "90 TB", "100 TB", "110 TB", "120 TB"],
    ],
  ])("has a few round numbers", (points, changes, labels) => {
    expect(valueAxis({ unit: "bytes", points, ...changes }).ticks.map(({ label }) => label)).toEqual(labels);
  });

  test("of times has few labels, for any length and zone", () => {
    for (const zone of ["Asia/Tokyo", "Asia/Kathmandu", "America/New_York", "UTC"])
      for (let hours = 1; hours <= 24 * 30; hours *= 2) {
        const ticks = timeTicks(end - hours * 60 * minute, end, zone);
        expect(ticks.length, `${hours} h in ${zone}`).toBeGreaterThan(0);
        expect(ticks.length, `${hours} h in ${zone}`).toBeLessThanOrEqual(8);
      }
    expect(timeTicks(0, end, "UTC")).toEqual([]);
  });
});

test("on a terminal it is one line of blocks, with a hole where nothing was heard", () => {
  const gap = week.filter((_point, index) => index < 300 || index > 500);
  const line = sparkline(gap);
  expect(line).toMatch(/^█[▁▂▃▄▅▆▇█]+ +[▁▂▃▄▅▆▇█]+▁$/u);
  expect(Array.from(line)).toHaveLength(36);
  expect(sparkline(course(3, minute, () => 7))).toBe("▁▁▁");
  expect(sparkline([])).toBe("");
});
