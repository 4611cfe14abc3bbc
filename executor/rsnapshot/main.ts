import process from "node:process";
import { parseArgs } from "node:util";
import { createExec } from "../exec.ts";
import { drill } from "./drill.ts";
import { usualConf, usualRuns } from "./settings.ts";
import { runLevel } from "./wrapper.ts";

const usage = `usage: shisa-rsnapshot LEVEL [--conf FILE] [--runs FILE]
       shisa-rsnapshot drill [--conf FILE] [--runs FILE]
`;

/** rsnapshot's own exit codes, so that cron mails as it always did: 0 well, 1 failed, 2 with warnings. */
const exitCodes = { well: 0, failed: 1, warnings: 2, refused: 3 } as const;

/** What cron or a timer starts on the host of the backups; the executor need not be up. */
async function main(): Promise<number> {
  const options = { conf: { type: "string" }, runs: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [level, ...more] = positionals;
  if (level === undefined || more.length > 0) return say(usage, exitCodes.failed);
  const conf = values.conf ?? usualConf;
  const runs = values.runs ?? usualRuns;
  const ending = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => ending.abort());
  const shared = { conf, runs, exec: createExec(), now: Date.now, signal: ending.signal };
  if (level === "drill") {
    const { wrong } = await drill(shared);
    return wrong.length === 0 ? exitCodes.well : say(`${wrong.join("\n")}\n`, exitCodes.failed);
  }
  const { causes, good, refused } = await runLevel(level, shared);
  const said = causes.map(({ code, host, line }) => `${code}${host === undefined ? "" : ` (${host})`}: ${line}\n`);
  if (refused) return say(`${said.join("")}not rotated: the last copy is not good\n`, exitCodes.refused);
  if (!good) return say(said.join(""), exitCodes.failed);
  return causes.some(({ code }) => code !== "vanished") ? say(said.join(""), exitCodes.warnings) : exitCodes.well;
}

function say(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}

try {
  process.exitCode = await main();
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
  process.exitCode = say(`${error instanceof Error ? error.message : String(error)}${cause}\n${usage}`, 1);
}
