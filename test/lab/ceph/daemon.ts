import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { daemonInside, mustInside, runInside } from "../inside.ts";
import type { RunResult } from "../run.ts";
import { waitFor } from "../wait.ts";
import { type CephOfLab, cephFiles } from "./conf.ts";

/** A daemon of the lab's Ceph: `mon.a`, `mgr.x`, `osd.0`, `mds.a`. */
export type CephDaemon = `${"mon" | "mgr" | "osd" | "mds"}.${string}`;

interface StartOptions {
  /** Further words of its command line. */
  words?: readonly string[];
  /** By how many seconds the clock that it sees is ahead (faketime(1)). */
  aheadSeconds?: number;
}

/** Starts a daemon on the data that it has. */
export async function startCephDaemon(
  lab: CephOfLab,
  daemon: CephDaemon,
  { words = [], aheadSeconds = 0 }: StartOptions = {},
): Promise<void> {
  const [type = "", id = ""] = daemon.split(".");
  // A pid file that is left over from a kill may by now name the pid of something else.
  await rm(pidFile(lab, daemon), { force: true });
  const argv = [`ceph-${type}`, "--conf", cephFiles(lab.dir).conf, "--id", id, ...ownKeyring(lab, daemon), ...words];
  await daemonInside(
    `starting ${daemon}`,
    lab.keeperPid,
    aheadSeconds === 0 ? argv : [...ahead(aheadSeconds), ...argv],
  );
}

/** The loader itself puts the machine's folder for `$LIB` (ld.so(8)). What measures durations stays as it is. */
const ahead = (seconds: number): string[] => [
  ...["env", "LD_PRELOAD=/usr/$LIB/faketime/libfaketimeMT.so.1", `FAKETIME=+${seconds}s`],
  "FAKETIME_DONT_FAKE_MONOTONIC=1",
];

/** Kills a daemon with SIGKILL and returns when it is gone. */
export async function killCephDaemon(lab: CephOfLab, daemon: CephDaemon): Promise<void> {
  await signalDaemon(lab, daemon, "-KILL");
  await waitFor(`the end of ${daemon}`, async () => ((await pidOf(lab, daemon)) === undefined ? true : undefined), {
    timeoutMs: 10_000,
    everyMs: 20,
  });
}

/** Stops a daemon in its tracks (SIGSTOP), or lets it go on (SIGCONT): one that hangs. */
export async function pauseCephDaemon(lab: CephOfLab, daemon: CephDaemon, paused: boolean): Promise<void> {
  await signalDaemon(lab, daemon, paused ? "-STOP" : "-CONT");
}

/** Kills several at the same moment, as a power cut would: none of them lives to tell of the others. */
export async function killCephDaemons(lab: CephOfLab, daemons: readonly CephDaemon[]): Promise<void> {
  const pids = await Promise.all(daemons.map((daemon) => pidOf(lab, daemon)));
  const there = pids.filter((pid) => pid !== undefined).map(String);
  if (there.length === 0) return;
  for (const signal of ["-STOP", "-KILL"]) await runInside(lab.keeperPid, ["kill", signal, ...there]);
}

/** What `ceph` says, asked by the administrator's key. */
export async function ceph(lab: CephOfLab, words: readonly string[], input?: string): Promise<string> {
  return await mustInside(`ceph ${words.join(" ")}`, lab.keeperPid, cephLine(lab, words), {
    ...(input === undefined ? {} : { input }),
  });
}

/** The same, for a command that may be refused. */
export async function tryCeph(lab: CephOfLab, words: readonly string[]): Promise<RunResult> {
  return await runInside(lab.keeperPid, cephLine(lab, words), { timeoutMs: 30_000 });
}

/** Sets a setting of a running daemon, which wins over the configuration file until the daemon's end. */
export async function setInDaemon(lab: CephOfLab, daemon: CephDaemon, name: string, value: string): Promise<void> {
  await ceph(lab, ["tell", daemon, "config", "set", name, value]);
}

const cephLine = (lab: CephOfLab, words: readonly string[]): string[] => [
  ...["ceph", "--conf", cephFiles(lab.dir).conf, "--name", "client.admin", "--connect-timeout", "10"],
  ...words,
];

async function signalDaemon(lab: CephOfLab, daemon: CephDaemon, signal: string): Promise<void> {
  const pid = await pidOf(lab, daemon);
  if (pid === undefined) throw new Error(`sending ${signal} to ${daemon}: it does not run`);
  await runInside(lab.keeperPid, ["kill", signal, String(pid)]);
}

const pidFile = (lab: CephOfLab, daemon: CephDaemon): string => join(cephFiles(lab.dir).run, `${daemon}.pid`);

function ownKeyring(lab: CephOfLab, daemon: CephDaemon): readonly string[] {
  return daemon.startsWith("osd.") ? ["--keyring", join(cephFiles(lab.dir).folder, daemon, "keyring")] : [];
}

/** The pid inside the lab; undefined when it does not run (its pid file may be left over). */
async function pidOf(lab: CephOfLab, daemon: CephDaemon): Promise<number | undefined> {
  const pid = Number((await readFile(pidFile(lab, daemon), "utf8").catch(() => "")).trim());
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const stat = await readFile(`/proc/${lab.keeperPid}/root/proc/${pid}/stat`, "utf8").catch(() => "");
  return /^\d+ \(ceph-\w+\) [^Z]/u.test(stat) ? pid : undefined;
}
