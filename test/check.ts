// `npm run check`: types, format, lint, boundaries, promises, unused code and house rules; runs no test.
import { runChecks } from "./gates/checks.ts";
import { closingLine } from "./gates/tally.ts";

const results = await runChecks((text) => process.stdout.write(text));
const failed = results.filter((result) => result.found !== "").length;
process.stdout.write(`${closingLine({ passed: results.length - failed, failed, skipped: 0 })}\n`);
process.exitCode = failed === 0 ? 0 : 1;
