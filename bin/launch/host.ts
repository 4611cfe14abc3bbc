import { join } from "node:path";
import { settingNames as botNames } from "../../bot/config.ts";
import { settingNames as executorNames } from "../../executor/config.ts";
import type { Environment } from "../config.ts";
import { keyPaths } from "./keys.ts";
import type { Programs } from "./launch.ts";
import type { Place } from "./place.ts";
import { botProgram, executorProgram, redisProgram, redisSocket } from "./programs.ts";
import { publicSocketIn, socketIn } from "./state.ts";

export const programNames = ["redis", "bot", "executor"] as const;
export type ProgramName = (typeof programNames)[number];

/** Where a real installation's keys, trust file and stop file stand unless its settings say otherwise. */
const etc = "/etc/shisa";

export interface Host {
  readonly settings: { bot: Record<string, string>; executor: Record<string, string> };
  readonly programs: Programs;
  readonly socket: string;
}

/**
 * What runs on a real machine: of the wanted programs, Redis only where no REDIS_URL says that there is one.
 * @param machine the machine's host name, of which SHISA_HOST is the first part unless given
 */
export function prepareHost(place: Place, wanted: readonly ProgramName[], given: Environment, machine: string): Host {
  const keys = keyPaths(etc);
  const host = machine.split(".")[0]?.toLowerCase() ?? machine;
  const hasRedis = (given["REDIS_URL"] ?? "") !== "";
  const shared = { REDIS_URL: `unix://${redisSocket(place)}`, SHISA_TRUST: keys.trust };
  const bot = {
    ...shared,
    SHISA_BOT_STATE: join(place.dir, "bot"),
    SHISA_BOT_KEYS: keys.bot,
    SHISA_TERMINAL_PUBLIC: publicSocketIn(place.dir),
    ...chosen(given, botNames),
  };
  const executor = {
    ...shared,
    SHISA_HOST: host,
    SHISA_EXECUTOR_STATE: join(place.dir, "executor"),
    SHISA_EXECUTOR_KEYS: keys.executor(given["SHISA_HOST"] ?? host),
    SHISA_STOP_FILE: join(etc, "stop"),
    ...chosen(given, executorNames),
  };
  return {
    settings: { bot, executor },
    programs: {
      redis: wanted.includes("redis") && !hasRedis ? redisProgram(place) : undefined,
      bot: wanted.includes("bot") ? botProgram(place, bot) : undefined,
      executor: wanted.includes("executor") ? executorProgram(place, executor) : undefined,
    },
    socket: socketIn(bot.SHISA_BOT_STATE),
  };
}

/** Those of the given settings that a program reads; an empty one counts as not given. */
function chosen(given: Environment, names: readonly string[]): Record<string, string> {
  const entries = names.flatMap((name) => {
    const value = given[name];
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}
