import { readdirSync, readFileSync } from "node:fs";
import { markOf, type ProcessMark } from "../launch/processes.ts";

/** The demo's processes for that folder, known by their command line: also when their state was lost. */
export function findServers(dir: string): ProcessMark[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name) && serves(name, dir))
    .flatMap((name) => markOf(Number(name)) ?? []);
}

function serves(pid: string, dir: string): boolean {
  try {
    const argv = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const state = argv[argv.indexOf("--state") + 1];
    return argv.some((word) => word.endsWith("/bin/demo/serve.js")) && state === dir;
  } catch {
    return false; // It has just ended.
  }
}
