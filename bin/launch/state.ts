import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type BinConfig, demoStateDir, hostStateDir } from "../config.ts";
import { ToldError } from "../kit/verb.ts";
import { isAlive, processSchema } from "./processes.ts";

/**
 * What a launcher writes down about the department that it runs, so that the other verbs find it. Readable by root
 * only: a Redis URL may hold a password.
 */
export const launchStateSchema = z.strictObject({
  kind: z.enum(["demo", "host"]),
  phase: z.enum(["starting", "ready"]),
  launcher: processSchema,
  /** Milliseconds since 1970. */
  startedAt: z.int(),
  /** The bot's terminal socket. */
  socket: z.string(),
  /** Command line put before a program so that it sees the department's libvirt; empty on a real machine. */
  enter: z.array(z.string()),
  settings: z.strictObject({
    bot: z.record(z.string(), z.string()),
    executor: z.record(z.string(), z.string()),
  }),
  services: z.array(z.strictObject({ name: z.string(), process: processSchema })),
});
export type LaunchState = z.infer<typeof launchStateSchema>;

const fileIn = (dir: string): string => join(dir, "run.json");

/** Writes the state so that a reader sees the whole old or the whole new one. */
export async function writeState(dir: string, state: LaunchState): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o755 });
  const draft = `${fileIn(dir)}.${process.pid}`;
  await writeFile(draft, JSON.stringify(state, null, 2), { mode: 0o600 });
  await rename(draft, fileIn(dir));
}

export const removeState = (dir: string): Promise<void> => rm(fileIn(dir), { force: true });

/** The state in that folder, whether or not its launcher still runs; undefined when there is none that can be read. */
export async function readState(dir: string): Promise<LaunchState | undefined> {
  try {
    return launchStateSchema.parse(JSON.parse(await readFile(fileIn(dir), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EACCES")
      throw new ToldError(
        `reading ${fileIn(dir)}: only root can say as whom it speaks; without --as you speak as yourself`,
        { cause: error },
      );
    return undefined;
  }
}

/** The state in that folder if its launcher runs. */
export async function readRunning(dir: string): Promise<LaunchState | undefined> {
  const state = await readState(dir);
  return state !== undefined && isAlive(state.launcher) ? state : undefined;
}

/**
 * The department that the person means: the folder that was said, else that of SHISA_STATE, else this machine's own,
 * else the demo.
 */
export async function findRunning(said: string | undefined, config: BinConfig): Promise<LaunchState | undefined> {
  const chosen = said ?? config.stateDir;
  for (const dir of chosen === undefined ? [hostStateDir, demoStateDir] : [chosen]) {
    const state = await readRunning(dir);
    if (state !== undefined) return state;
  }
  return undefined;
}

/** The socket to talk to, or undefined when nothing says where a bot could be. */
export async function findSocket(said: string | undefined, config: BinConfig): Promise<string | undefined> {
  const state = await findRunning(said, config);
  if (state !== undefined) return state.socket;
  return config.botStateDir === undefined ? undefined : socketIn(config.botStateDir);
}

/** Where a bot whose folder is `dir` listens for terminals. */
export const socketIn = (dir: string): string => join(dir, "terminal", "shisa.sock");

/** Where the bot of a launcher whose folder is `dir` listens for everybody's terminals. */
export const publicSocketIn = (dir: string): string => join(dir, "terminal", "shisa.sock");
