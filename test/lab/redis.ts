import { chmod, chown, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ACCOUNTS } from "./accounts.ts";
import { daemonInside, enterNamespaces, runInside } from "./inside.ts";
import { must } from "./run.ts";
import { waitFor } from "./wait.ts";

/** What the functions below need to know of a lab. */
export interface RedisOfLab {
  dir: string;
  keeperPid: number;
}

export function redisSocket(dir: string): string {
  return join(dir, "redis/redis.sock");
}

/** Starts redis-server on its private socket, append-only, evicting nothing. Data of an earlier run is kept. */
export async function startRedis(lab: RedisOfLab): Promise<void> {
  const folder = join(lab.dir, "redis");
  const bot = ACCOUNTS.find(({ name }) => name === "shisa-bot");
  await mkdir(folder, { recursive: true, mode: 0o750 });
  await chmod(folder, 0o750);
  // Root and the bot's account, nobody else, also by the numbers seen from outside.
  await chown(folder, 0, bot?.gid ?? 0);
  await daemonInside("starting redis-server", lab.keeperPid, [
    ...["redis-server", "--port", "0", "--unixsocket", redisSocket(lab.dir), "--unixsocketperm", "770"],
    ...["--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction", "--dir", folder],
    ...["--daemonize", "yes", "--pidfile", join(folder, "redis.pid"), "--logfile", join(folder, "redis.log")],
  ]);
  await waitFor(
    "redis-server's answer",
    async () => ((await command(lab, ["PING"])).stdout.trim() === "PONG" ? true : undefined),
    { timeoutMs: 10_000, everyMs: 20 },
  );
  if (bot !== undefined) await chown(redisSocket(lab.dir), 0, bot.gid);
}

/** Kills redis-server with SIGKILL and returns when it is gone. */
export async function killRedis(lab: RedisOfLab): Promise<void> {
  const pid = await redisPid(lab);
  if (pid === undefined) return;
  await runInside(lab.keeperPid, ["kill", "-9", String(pid)]);
  await waitFor("the end of redis-server", async () => ((await redisPid(lab)) === undefined ? true : undefined), {
    timeoutMs: 5000,
    everyMs: 10,
  });
}

/** Kills redis-server and starts it again on the data that it had written. */
export async function restartRedis(lab: RedisOfLab): Promise<void> {
  await killRedis(lab);
  await startRedis(lab);
}

/** Deletes all that Redis holds, as somebody with access to it might. */
export async function emptyRedis(lab: RedisOfLab): Promise<void> {
  const argv = ["redis-cli", "-s", redisSocket(lab.dir), "FLUSHALL"];
  await must("emptying redis", enterNamespaces(lab.keeperPid, argv));
}

async function command(lab: RedisOfLab, words: string[]) {
  return await runInside(lab.keeperPid, ["redis-cli", "-s", redisSocket(lab.dir), ...words], { timeoutMs: 5000 });
}

/** The pid inside the lab; undefined when it does not run (its pid file may be left over). */
async function redisPid(lab: RedisOfLab): Promise<number | undefined> {
  const text = await readFile(join(lab.dir, "redis/redis.pid"), "utf8").catch(() => "");
  const pid = Number(text.trim());
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const name = await readFile(`/proc/${lab.keeperPid}/root/proc/${pid}/comm`, "utf8").catch(() => "");
  return name.trim() === "redis-server" ? pid : undefined;
}

/** Stops redis-server in its tracks (SIGSTOP), or lets it go on (SIGCONT): a Redis that hangs. */
export async function pauseRedis(lab: RedisOfLab, paused: boolean): Promise<void> {
  const pid = await redisPid(lab);
  if (pid === undefined) throw new Error("pausing redis-server: it does not run");
  await runInside(lab.keeperPid, ["kill", paused ? "-STOP" : "-CONT", String(pid)]);
}
