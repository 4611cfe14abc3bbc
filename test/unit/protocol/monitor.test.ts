import { expect, test } from "vitest";
import { type MonitorReport, monitorReportsSchema } from "../../../protocol/monitor.ts";

const good: MonitorReport = { name: "ceph", at: 1, everyMs: 15_000, fault: null, conditions: [], figures: [] };

test("each report is read for itself, and one that cannot be says so in its own place", () => {
  const [first, second] = monitorReportsSchema.parse([
    { ...good, at: "noon" },
    { ...good, name: "redis" },
  ]);
  expect(first).toMatchObject({ name: "ceph", everyMs: 15_000, at: null, conditions: [], garbled: true });
  expect(first?.fault).toMatch(/at at/u);
  expect(second).toEqual({ ...good, name: "redis" });
});

test.each<[string, unknown]>([
  ["a name that is none", [{ ...good, name: "<!channel>", everyMs: -1 }]],
  ["something else", [null]],
  ["a number", 7],
  ["too many", Array(21).fill(good)],
])("of %s nothing is kept but that it came", (_what, sent) => {
  const [only, ...others] = monitorReportsSchema.parse(sent);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ name: "unknown", everyMs: 20_000, garbled: true });
  expect(only?.fault?.length).toBeLessThanOrEqual(300);
});

test("two of one name are not taken for one", () => {
  expect(monitorReportsSchema.parse([good, good])).toEqual([good, expect.objectContaining({ garbled: true })]);
});
