import { describe, expect, it } from "vitest";
import { closingLine, isGreen, noTests, outcome } from "../../gates/tally.ts";

type File = { readonly name: string; readonly status?: "passed" | "failed"; readonly tests: readonly string[] };

const report = (...files: readonly File[]) =>
  JSON.stringify({
    testResults: files.map(({ name, status = "passed", tests }) => ({
      name,
      status,
      assertionResults: tests.map((one) => ({ status: one })),
    })),
  });

describe("the outcome of a run of vitest", () => {
  it("counts the tests of all files", () => {
    const text = report(
      { name: "/a", tests: ["passed", "passed"] },
      { name: "/b", status: "failed", tests: ["failed", "passed"] },
    );
    expect(outcome(text, ["/a", "/b"], 1)).toEqual({ tally: { passed: 3, failed: 1, skipped: 0 }, remarks: [] });
  });

  it.each(["skipped", "pending", "todo", "disabled"])("counts a %s test as skipped, which is not green", (status) => {
    const { tally } = outcome(report({ name: "/a", tests: ["passed", status] }), ["/a"], 0);
    expect(tally).toEqual({ passed: 1, failed: 0, skipped: 1 });
    expect(isGreen(tally)).toBe(false);
  });

  it.each([
    {
      what: "a file that is not in the report",
      text: report({ name: "/a", tests: ["passed"] }),
      expected: ["/a", "/b"],
      exit: 0,
    },
    { what: "a file without a test", text: report({ name: "/a", tests: [] }), expected: ["/a"], exit: 0 },
    {
      what: "a file that fails outside its tests",
      text: report({ name: "/a", status: "failed", tests: ["passed"] }),
      expected: ["/a"],
      exit: 1,
    },
    {
      what: "an exit code without a failed test",
      text: report({ name: "/a", tests: ["passed"] }),
      expected: ["/a"],
      exit: 1,
    },
    { what: "a suite without files", text: undefined, expected: [], exit: 0 },
    { what: "a report that was not written", text: undefined, expected: ["/a"], exit: 1 },
    { what: "the time limit", text: report({ name: "/a", tests: ["passed"] }), expected: ["/a"], exit: undefined },
  ])("counts $what as a failure and says so", ({ text, expected, exit }) => {
    const { tally, remarks } = outcome(text, expected, exit);
    expect(tally.failed).toBe(1);
    expect(remarks).toHaveLength(1);
  });
});

describe("the closing line", () => {
  it("names skipped tests only if there are any", () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
    expect(closingLine({ passed: 12, failed: 1, skipped: 2 })).toBe("12 passed, 1 failed, 2 skipped");
  });

  it("is not green when nothing ran", () => {
    expect(isGreen(noTests)).toBe(false);
  });
});
