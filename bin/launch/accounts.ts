import { execa } from "execa";
import { ToldError } from "../kit/verb.ts";
import type { Owner } from "./keys.ts";

/** The unprivileged user that the bot runs as. */
export const botUser = "shisa-bot";
/** Debian's own user for Redis: neither root nor the bot, because whoever may talk to Redis can make it write files. */
export const redisUser = "redis";

const environment = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C.UTF-8" };

/**
 * A user's numbers in the NSS that programs behind `enter` see, or undefined when there is none of that name.
 * @param enter command line put before the program, empty for this machine itself
 */
export async function findUser(name: string, enter: readonly string[] = []): Promise<Owner | undefined> {
  const { stdout, exitCode } = await run([...enter, "getent", "passwd", name]);
  const [, , uid, gid] = stdout.split(":");
  return exitCode === 0 && uid !== undefined && gid !== undefined ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** As findUser, and makes it as a system user without a login when it is not there. */
export async function ensureUser(name: string, enter: readonly string[] = []): Promise<Owner> {
  const found = await findUser(name, enter);
  if (found !== undefined) return found;
  const add = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name];
  const { exitCode, stderr } = await run([...enter, ...add]);
  const made = await findUser(name, enter);
  if (made === undefined) throw new ToldError(`making the user ${name}: useradd ended with ${exitCode}: ${stderr}`);
  return made;
}

async function run(argv: readonly string[]) {
  const [file = "", ...args] = argv;
  return execa(file, args, { env: environment, extendEnv: false, reject: false, timeout: 30_000, stdin: "ignore" });
}
