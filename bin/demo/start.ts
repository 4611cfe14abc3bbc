import { spawn } from "node:child_process";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { withLock } from "../../test/lab/lock.ts";
import { LAB_ROOT } from "../../test/lab/paths.ts";
import { ToldError } from "../kit/verb.ts";
import { isAlive, markOf, type ProcessMark } from "../launch/processes.ts";
import { readRunning } from "../launch/state.ts";
import type { DemoArguments } from "./arguments.ts";
import { checkFolder } from "./folder.ts";
import { stopDemo } from "./stop.ts";

/** How long all may take to be ready the first time, in milliseconds: templates are built and libvirt looks around. */
const readyDeadlineMs = 300_000;

/**
 * Starts the demo's process and follows it until all is ready; each line that it prints is given to `tell`.
 * Returns false when one runs in that folder already.
 */
export async function startDemo(demo: DemoArguments, tell: (line: string) => void): Promise<boolean> {
  await checkFolder(demo.dir);
  const started = await withLock(join(LAB_ROOT, ".demo.lock"), async () => {
    if ((await readRunning(demo.dir)) !== undefined) return undefined;
    await stopDemo(demo.dir); // what a killed one left
    return serve(demo);
  });
  if (started === undefined) return false;
  await follow(demo.dir, started, tell);
  return true;
}

/** Resolves when the process has written down that it is there, so that a second start sees it. */
async function serve({ dir, language, platforms, envFile }: DemoArguments): Promise<ProcessMark> {
  await mkdir(join(dir, "log"), { recursive: true, mode: 0o755 });
  const log = await open(logIn(dir), "a", 0o600);
  const program = fileURLToPath(new URL("./serve.js", import.meta.url));
  const chosen = platforms.map((platform) => `--${platform}`);
  const args = ["--state", dir, "--language", language, "--env", envFile, ...chosen];
  const child = spawn(process.execPath, ["--enable-source-maps", program, ...args], {
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
    cwd: "/",
  });
  child.unref();
  await log.close();
  const mark = child.pid === undefined ? undefined : markOf(child.pid);
  if (mark === undefined) throw new ToldError("starting the demo: its process could not be started");
  while (isAlive(mark) && (await readRunning(dir)) === undefined) await pause(20);
  return mark;
}

async function follow(dir: string, demo: ProcessMark, tell: (line: string) => void): Promise<void> {
  const deadline = Date.now() + readyDeadlineMs;
  let told = 0;
  let lastLines: readonly string[] = [];
  for (;;) {
    const lines = (await readFile(logIn(dir), "utf8").catch(() => "")).split("\n").slice(0, -1);
    for (const line of lines.slice(told)) tell(line);
    told = Math.max(told, lines.length);
    if (lines.length > 0) lastLines = lines;
    if ((await readRunning(dir))?.phase === "ready") return;
    if (!isAlive(demo)) throw new ToldError(["the demo could not be started", ...lastLines.slice(-8)].join("\n  "));
    if (Date.now() > deadline) throw new ToldError(`the demo is not ready; see ${logIn(dir)}`);
    await pause(50);
  }
}

const logIn = (dir: string): string => join(dir, "log", "demo.log");
