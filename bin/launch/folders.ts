import { chmod, chown, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ToldError } from "../kit/verb.ts";
import { botUser, ensureUser, findUser, redisUser } from "./accounts.ts";
import type { Owner } from "./keys.ts";
import { logFile, type Place } from "./place.ts";

/** Makes a folder, or gives an existing one this owner and mode. */
async function ownFolder(path: string, mode: number, owner: Owner): Promise<void> {
  await mkdir(path, { recursive: true, mode });
  await chown(path, owner.uid, owner.gid);
  await chmod(path, mode);
}

/** Makes the launcher's folder, through which the bot and Redis reach their own, whatever the umask is. */
async function makeLauncherFolder(dir: string): Promise<void> {
  if ((await mkdir(dir, { recursive: true })) !== undefined) await chmod(dir, 0o755);
}

/** Makes the embedded Redis's folder: its socket is for the bot's group and root, its data for nobody but itself. */
export async function makeRedisFolder(place: Place): Promise<void> {
  await makeLauncherFolder(place.dir);
  const bot = await ensureUser(botUser, place.enter);
  const redis = await findUser(redisUser, place.enter);
  if (redis === undefined)
    throw new ToldError(`there is no user ${redisUser}: apt-get install -y --no-install-recommends redis-server`);
  const folder = join(place.dir, "redis");
  await ownFolder(folder, 0o750, { uid: redis.uid, gid: bot.gid });
  await ownFolder(join(folder, "data"), 0o700, { uid: redis.uid, gid: bot.gid });
}

/**
 * Makes the folder that only the bot opens, that of everybody's terminals, which everybody looks into and only the bot
 * changes, and that of the executor, which only root opens.
 */
export async function makeProgramFolders(
  place: Place,
  folders: { readonly bot: string | undefined; readonly executor: string | undefined; readonly terminal?: string },
): Promise<void> {
  await makeLauncherFolder(place.dir);
  const bot = await ensureUser(botUser, place.enter);
  if (folders.bot !== undefined) await ownFolder(folders.bot, 0o700, bot);
  if (folders.terminal !== undefined) await ownFolder(folders.terminal, 0o755, bot);
  if (folders.executor !== undefined) await ownFolder(folders.executor, 0o700, { uid: 0, gid: 0 });
  const log = logFile(place, "bot");
  if (log !== undefined) await ownFolder(join(place.dir, "log"), 0o700, { uid: 0, gid: 0 });
}
