import { join } from "node:path";
import { z } from "zod";
import { botUser, redisUser } from "./accounts.ts";
import { logFile, type Place } from "./place.ts";
import type { Program } from "./program.ts";

export type Settings = Readonly<Record<string, string>>;

/** Ends the program with what started it, also when that is killed: nothing is left running without its launcher. */
const together = ["setpriv", "--pdeathsig", "KILL"];
/** No way back to more rights, by no program that it could start. */
const powerless = ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"];

function wrapped(place: Place, as: readonly string[], argv: readonly string[]): [string, ...string[]] {
  return ["setpriv", "--pdeathsig", "KILL", "--", ...place.enter, ...together, ...as, "--", ...argv];
}

/** `{"ready":true,…}` on one line, as both programs print it. */
const readyLineSchema = z.looseObject({ ready: z.literal(true) });
function isReadyLine(line: string): boolean {
  try {
    return readyLineSchema.safeParse(JSON.parse(line)).success;
  } catch {
    return false;
  }
}

/** Where the embedded Redis listens. */
export const redisSocket = (place: Place): string => join(place.dir, "redis", "redis.sock");

/**
 * The embedded Redis: a socket that only root and the bot's group open, every write on disk, nothing evicted. It runs
 * as a user of its own and only its group is the bot's, so it can read nobody's files, and nobody but root its own.
 */
export function redisProgram(place: Place): Program {
  const folder = join(place.dir, "redis");
  const as = [`--reuid=${redisUser}`, `--regid=${botUser}`, "--clear-groups", ...powerless];
  const argv = [
    ...["redis-server", "--port", "0", "--unixsocket", redisSocket(place), "--unixsocketperm", "770"],
    ...["--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction", "--dir", join(folder, "data")],
    ...["--daemonize", "no", "--logfile", ""],
  ];
  return {
    name: "redis",
    argv: wrapped(place, as, argv),
    isWrapped: place.enter.length > 0,
    env: {},
    log: logFile(place, "redis"),
    isReady: (line) => /ready to accept connections/iu.test(line),
    readyDeadlineMs: 60_000,
    stopDeadlineMs: 10_000,
  };
}

/** The bot, as its own user, who can start nothing with more rights. */
export function botProgram(place: Place, settings: Settings): Program {
  const as = [`--reuid=${botUser}`, `--regid=${botUser}`, "--init-groups", ...powerless];
  return {
    name: "bot",
    argv: wrapped(place, as, [place.node, join(place.app, "dist/bot/main.js")]),
    isWrapped: place.enter.length > 0,
    env: settings,
    log: logFile(place, "bot"),
    isReady: isReadyLine,
    readyDeadlineMs: 30_000,
    stopDeadlineMs: 10_000,
  };
}

/** The executor, as root. */
export function executorProgram(place: Place, settings: Settings): Program {
  return {
    name: "executor",
    argv: wrapped(place, [], [place.node, join(place.app, "dist/executor/main.js")]),
    isWrapped: place.enter.length > 0,
    env: settings,
    log: logFile(place, "executor"),
    isReady: isReadyLine,
    readyDeadlineMs: 60_000,
    stopDeadlineMs: 30_000,
  };
}
