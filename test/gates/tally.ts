import { z } from "zod";

/** How many tests ended in which way. */
export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number };

export const noTests: Tally = { passed: 0, failed: 0, skipped: 0 };

/** The part we read of what vitest's JSON reporter writes, which has Jest's format (jestjs.io, testResultsProcessor). */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.enum(["passed", "failed"]),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/** What one run of vitest came to: the tally, and in words whatever counted as failed without being a failed test. */
export type Outcome = { readonly tally: Tally; readonly remarks: readonly string[] };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    noTests,
  );
}

/** Whether all of it ran and passed: a skipped test is a failure, and so is having run nothing. */
export function isGreen({ passed, failed, skipped }: Tally): boolean {
  return passed > 0 && failed === 0 && skipped === 0;
}

export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/**
 * Reads the report of one run of vitest and holds it against what should have run. Each of these counts as one
 * failure: a file of `expected` (absolute paths) that is not in the report, a file that failed outside its tests, a
 * file with no test, and an exit code other than 0 that no failed test explains.
 *
 * @param report the text of the JSON report; nothing when none was written
 * @param exitCode vitest's exit code; nothing when it had to be ended
 */
export function outcome(
  report: string | undefined,
  expected: readonly string[],
  exitCode: number | undefined,
): Outcome {
  const files = report === undefined ? [] : reportSchema.parse(JSON.parse(report)).testResults;
  const remarks: string[] = [];
  const tallies = files.map((file) => {
    const statuses = file.assertionResults.map((test) => test.status);
    const count = (status: string) => statuses.filter((one) => one === status).length;
    const [passed, failed] = [count("passed"), count("failed")];
    if (statuses.length === 0) remarks.push(`no test of ${file.name} ran`);
    else if (file.status === "failed" && failed === 0) remarks.push(`${file.name} failed outside its tests`);
    return { passed, failed, skipped: statuses.length - passed - failed };
  });
  const reported = new Set(files.map((file) => file.name));
  for (const path of expected) if (!reported.has(path)) remarks.push(`${path} did not run to its end`);
  if (expected.length === 0) remarks.push("there is no test to run");
  if (exitCode === undefined) remarks.push("it was ended, at its time limit or by a signal");
  const counted = sum(tallies);
  if (exitCode !== 0 && counted.failed === 0 && remarks.length === 0) {
    remarks.push(`vitest ended with code ${exitCode} though no test failed: an error outside the tests, see above`);
  }
  return { tally: { ...counted, failed: counted.failed + remarks.length }, remarks };
}
