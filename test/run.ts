// `npm test`: the checks, then every suite of test/gates/suites.ts; the last line is `N passed, N failed`.
//   npm test                          everything
//   npm test -- unit integration      some suites (`check` is one)
//   npm test -- attacks forged        of a suite the files whose path contains a word
import { runChecks } from "./gates/checks.ts";
import { root } from "./gates/files.ts";
import { selection } from "./gates/selection.ts";
import { closingLine, isGreen, sum, type Tally } from "./gates/tally.ts";
import { runSuite } from "./gates/vitest.ts";

const print = (text: string) => process.stdout.write(text);
const ended = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => ended.abort());

const begin = performance.now();
const since = (start: number) => `${((performance.now() - start) / 1000).toFixed(1)} s`;
const chosen = selection(process.argv.slice(2), root);
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
  const { tally, remarks } = await runSuite(suite, files, ended.signal);
  for (const remark of remarks) print(`✗ ${suite.name}: ${remark}\n`);
  tallies.push(tally);
  summary.push(`${suite.name}: ${closingLine(tally)} (${since(start)})`);
}

const total = sum(tallies);
if (ended.signal.aborted) summary.push("ended by a signal: not everything ran");
print(`\n${summary.join("\n")}\nall of it took ${since(begin)}\n${closingLine(total)}\n`);
process.exitCode = isGreen(total) && !ended.signal.aborted ? 0 : 1;
