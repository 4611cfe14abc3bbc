import { readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { ToldError } from "../kit/verb.ts";

/** Everything that a demo has in its folder; only these are ever removed from it. */
const entries = ["run.json", "stop", "keys", "bot", "executor", "redis", "log", "terminal"] as const;

/** Whether the folder is absent, empty, or a demo's own. Throws a ToldError when it is another's. */
export async function checkFolder(dir: string): Promise<void> {
  const foreign = (await readdir(dir).catch(() => [])).filter((name) => !isOurs(name));
  if (foreign.length > 0) throw new ToldError(`${dir} is no demo's folder: it holds ${foreign.slice(0, 3).join(", ")}`);
}

/** Removes a demo's things, and the folder if nothing else is in it. There need not be any. */
export async function removeFolder(dir: string): Promise<void> {
  for (const name of (await readdir(dir).catch(() => [])).filter(isOurs)) {
    await rm(join(dir, name), { recursive: true, force: true });
  }
  await rmdir(dir).catch(() => undefined);
}

// A state that was being written when its writer was killed is called run.json.PID.
const isOurs = (name: string): boolean => entries.some((entry) => name === entry) || /^run\.json\.\d+$/u.test(name);
