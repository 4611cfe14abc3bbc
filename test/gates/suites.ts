/**
 * One suite of tests: a folder, run in one go by vitest.
 *
 * - `workers`: how many test files run at once.
 * - `testSeconds`: time limit of one test and of one hook, unless the test says otherwise.
 * - `shared`: its files run one after another in the same processes, so that what they import is loaded once and not for
 *   each; they keep nothing in modules, set no globals and stop what they start.
 * - `minutes`: time limit of the whole suite; what has not ended then has failed.
 */
export type Suite = {
  readonly name: string;
  readonly folder: string;
  readonly workers: number;
  readonly testSeconds: number;
  readonly shared?: true;
  readonly minutes: number;
};

/** All suites in the order in which they run: quick ones first, those with virtual machines last. */
export const suites: readonly Suite[] = [
  { name: "unit", folder: "test/unit", workers: 2, testSeconds: 20, minutes: 5, shared: true },
  { name: "integration", folder: "test/integration", workers: 2, testSeconds: 60, minutes: 10 },
  { name: "system", folder: "test/system", workers: 2, testSeconds: 180, minutes: 40 },
  { name: "attacks", folder: "test/attacks", workers: 2, testSeconds: 180, minutes: 20 },
  { name: "stories", folder: "test/stories", workers: 2, testSeconds: 300, minutes: 20 },
];
