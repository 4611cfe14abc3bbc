// Shows one line per piece of work and runs the programs of set-up with their output in a log file.
// Everything goes to stderr: stdout belongs to the program that set-up starts (`npm run bench -- --json`).
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, relative } from "node:path";

const tailLines = 20;
/** @type {import("node:child_process").ChildProcess | undefined} */
let running;

/** Prints a line for the person, on stderr. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Does `work` under one line that ends with the seconds it took; on a terminal the seconds count while it runs.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function stage(title, work) {
  const begin = Date.now();
  const seconds = () => `${Math.round((Date.now() - begin) / 1000)} s`;
  process.stderr.write(`${title} … `);
  const ticker = process.stderr.isTTY
    ? setInterval(() => process.stderr.write(`\r${title} … ${seconds()}`), 1000)
    : undefined;
  let ended = "stopped after ";
  try {
    const result = await work();
    ended = "";
    return result;
  } finally {
    clearInterval(ticker);
    process.stderr.write(process.stderr.isTTY ? `\r${title} … ${ended}${seconds()}\n` : `${ended}${seconds()}\n`);
  }
}

/**
 * Runs a program without input, all its output written over `log`. Resolves to its exit code (128 + n after signal n).
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ log: string, cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 * @throws when the program cannot be started, with the system's error as the cause
 */
export async function run(program, args, { log, cwd, env }) {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, "w");
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(program, args, { cwd, env, stdio: ["ignore", output, output] });
      running = child;
      child.once("error", (cause) => reject(new Error(`starting ${program}: ${cause.message}`, { cause })));
      child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]));
    });
  } finally {
    running = undefined;
    closeSync(output);
  }
}

/**
 * The last lines of a log, and where the rest stands, for a message about what failed.
 *
 * @param {string} log
 * @param {string} root the folder that the path is shown from
 */
export function tail(log, root) {
  const lines = readFileSync(log, "utf8").trimEnd().split("\n").slice(-tailLines);
  return `${lines.map((line) => `    ${line}`).join("\n")}\n  (all of it: ${relative(root, log)})`;
}

/**
 * Until the returned function is called, a signal that asks set-up to end is handed to the program at work, and
 * set-up ends with the usual code once that has ended: apt lets dpkg finish its package.
 *
 * @returns {() => void}
 */
export function endWithChild() {
  const names = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  /** @param {NodeJS.Signals} signal */
  const end = (signal) => {
    const code = 128 + constants.signals[signal];
    if (running === undefined) process.exit(code);
    running.once("exit", () => process.exit(code));
    running.kill(signal);
  };
  for (const name of names) process.on(name, end);
  return () => {
    for (const name of names) process.off(name, end);
  };
}
