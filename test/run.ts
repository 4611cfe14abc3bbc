// `npm test`: the checks, then every suite of test/gates/suites.ts; the last line is `N passed, N failed`.
//   npm test                          everything
//   npm test -- unit integration      some suites (`check` is one)
//   npm test -- attacks forged        of a suite the files whose path contains a word
import { runChecks } from "./gates/checks.ts";
import { root } from "./gates/files.ts";
import { selection } from "./gates/selection.ts";
import { suites } from "./gates/suites.ts";
import { closingLine, isGreen, sum, type Tally } from "./gates/tally.ts";
import { runSuite } from "./gates/vitest.ts";

const print = (text: string) => process.stdout.write(text);
const ended = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => ended.abort());

const args = process.argv.slice(2);
const chosen = selection(args, root);
if (!chosen.checks && chosen.suites.length === 0) {
  const names = ["check", ...suites.map((suite) => suite.name)].join(", ");
  process.stderr.write(`npm test: "${args.join(" ")}" is neither a suite (${names}) nor part of a test's path\n`);
  process.exit(2);
}

const begin = performance.now();
const since = (start: number) => `${((performance.now() - start) / 1000).toFixed(1)} s`;
const tallies: Tally[] = [];
const summary: string[] = [];

if (chosen.checks) {
  const results = await runChecks(print);
  const failed = results.filter((result) => result.found !== "").length;
  const tally = { passed: results.length - failed, failed, skipped: 0 };
  tallies.push(tally);
  summary.push(`check: ${closingLine(tally)} (${since(begin)})`);
}
for (const { suite, files } of chosen.suites) {
  if (ended.signal.aborted) break;
  const start = performance.now();
  print(`\n── ${suite.name}: ${files.length} files, at most ${suite.minutes} min\n`);
  const { tally, remarks } = await runSuite(suite, files, { signal: ended.signal });
  for (const remark of remarks) print(`✗ ${suite.name}: ${remark}\n`);
  tallies.push(tally);
  summary.push(`${suite.name}: ${closingLine(tally)} (${since(start)})`);
}

if (ended.signal.aborted) {
  summary.push("ended by a signal: not everything ran");
  tallies.push({ passed: 0, failed: 1, skipped: 0 });
}
const total = sum(tallies);
print(`\n${summary.join("\n")}\nall of it took ${since(begin)}\n${closingLine(total)}\n`);
process.exitCode = isGreen(total) ? 0 : 1;
