import { filesBelow } from "./files.ts";
import { type Suite, suites } from "./suites.ts";

/** What one `npm test` runs: the checks or not, and of each suite the files (paths from the project's folder). */
export type Selection = {
  readonly checks: boolean;
  readonly suites: readonly { readonly suite: Suite; readonly files: readonly string[] }[];
};

/**
 * Reads the arguments of `npm test`: names of suites (and `check`), and parts of paths that narrow the files. With
 * no arguments everything is chosen, also a suite that has no files, which then fails. With only parts of paths, the
 * suites that have such files are chosen.
 *
 * @param folder the project's folder
 */
export function selection(args: readonly string[], folder: string): Selection {
  const isName = (arg: string) => arg === "check" || suites.some((suite) => suite.name === arg);
  const [names, parts] = [args.filter(isName), args.filter((arg) => !isName(arg))];
  const all = filesBelow(folder, "test").filter((path) => path.endsWith(".test.ts"));
  const chosen = suites
    .filter((suite) => names.length === 0 || names.includes(suite.name))
    .map((suite) => ({
      suite,
      files: all.filter(
        (path) =>
          path.startsWith(`${suite.folder}/`) && (parts.length === 0 || parts.some((part) => path.includes(part))),
      ),
    }));
  const onlyParts = names.length === 0 && parts.length > 0;
  return {
    checks: names.includes("check") || args.length === 0,
    suites: onlyParts ? chosen.filter(({ files }) => files.length > 0) : chosen,
  };
}
