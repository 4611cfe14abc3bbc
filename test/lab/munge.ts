import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { daemonInside, runInside } from "./inside.ts";
import { type RunResult, run } from "./run.ts";
import { waitFor } from "./wait.ts";

/** What the functions below need to know of a lab. */
export interface MungeOfLab {
  dir: string;
  keeperPid: number;
}

/** Where munged listens inside a lab: the usual place, since a lab has a /run of its own. */
const socketInside = "/run/munge/munge.socket.2";

/** The same socket by the path that is good inside and outside. */
export function mungeSocket(dir: string): string {
  return join(dir, socketInside);
}

/** Starts munged as its own user, with a key, a log and a seed of the lab's own. */
export async function startMunge(lab: MungeOfLab): Promise<void> {
  const { uid, gid } = await mungeUser(lab);
  const folder = mungeFolder(lab.dir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await mkdir(join(lab.dir, "run/munge"), { recursive: true, mode: 0o755 });
  // A key that is there is kept: credentials of before a restart stay good.
  await writeFile(join(folder, "munge.key"), randomBytes(128), { mode: 0o600, flag: "wx" }).catch(ignoreExisting);
  for (const path of [folder, join(folder, "munge.key"), join(lab.dir, "run/munge")]) await chown(path, uid, gid);
  const inFolder = (name: string): string => join(folder, name);
  await daemonInside("starting munged", lab.keeperPid, [
    ...["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", "--"],
    ...["munged", "--num-threads=2", `--socket=${socketInside}`, "--pid-file=/run/munge/munged.pid"],
    ...[`--key-file=${inFolder("munge.key")}`, `--log-file=${inFolder("munged.log")}`],
    ...[`--seed-file=${inFolder("munged.seed")}`, "--origin=127.0.0.1"],
  ]);
  await waitFor("munged's answer", async () => ((await munge(lab, "x")).exitCode === 0 ? true : undefined), {
    timeoutMs: 10_000,
    everyMs: 20,
  });
}

/** Kills munged with SIGKILL and returns when it is gone. */
export async function killMunge(lab: MungeOfLab): Promise<void> {
  const pid = await mungedPid(lab);
  if (pid === undefined) return;
  await runInside(lab.keeperPid, ["kill", "-9", String(pid)]);
  await waitFor("the end of munged", async () => ((await mungedPid(lab)) === undefined ? true : undefined), {
    timeoutMs: 5000,
    everyMs: 10,
  });
}

/** How a credential is made; without `as` by root. */
export interface MungeOptions {
  readonly as?: { readonly uid: number; readonly gid: number };
  /** Who alone may decode it. */
  readonly for?: string;
  /** Seconds; at most 3600. */
  readonly ttl?: number;
}

/** A credential over a text, as `munge -s TEXT -u root` prints it. Throws where munged gives none. */
export async function credentialOf(lab: MungeOfLab, text: string, options: MungeOptions = {}): Promise<string> {
  const made = await munge(lab, text, options);
  if (made.exitCode !== 0) throw new Error(`making a credential: munge ended with ${made.exitCode}: ${made.stderr}`);
  return made.stdout.trim();
}

async function munge(lab: MungeOfLab, text: string, options: MungeOptions = {}): Promise<RunResult> {
  const { as } = options;
  const person = as === undefined ? [] : ["setpriv", `--reuid=${as.uid}`, `--regid=${as.gid}`, "--clear-groups", "--"];
  const ttl = options.ttl === undefined ? [] : ["--ttl", String(options.ttl)];
  const argv = [...person, "munge", "-s", text, "-u", options.for ?? "root", ...ttl];
  return await runInside(lab.keeperPid, argv, { timeoutMs: 5000 });
}

const mungeFolder = (dir: string): string => join(dir, "munge");

async function mungeUser(lab: MungeOfLab): Promise<{ uid: number; gid: number }> {
  const id = async (what: "-u" | "-g"): Promise<number> => {
    const { exitCode, stdout } = await run(["id", what, "munge"]);
    if (exitCode !== 0)
      throw new Error(`starting munged in ${lab.dir}: there is no user munge; install the package munge`);
    return Number(stdout.trim());
  };
  return { uid: await id("-u"), gid: await id("-g") };
}

/** The pid inside the lab; undefined when it does not run (its pid file may be left over). */
async function mungedPid(lab: MungeOfLab): Promise<number | undefined> {
  const text = await readFile(join(lab.dir, "run/munge/munged.pid"), "utf8").catch(() => "");
  const pid = Number(text.trim());
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const name = await readFile(`/proc/${lab.keeperPid}/root/proc/${pid}/comm`, "utf8").catch(() => "");
  return name.trim() === "munged" ? pid : undefined;
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}
