import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Exec } from "../exec.ts";
import { type RsnapshotConf, readConf, wrappedConf } from "./conf.ts";
import { diskOf } from "./disk.ts";
import { type Cause, isGood } from "./judge.ts";
import { causesOf } from "./read-causes.ts";
import { addRecord, type Ended, isAlive, readRecords, startTimeOf } from "./runs.ts";
import { absentIn } from "./snapshots.ts";

export interface WrapperOptions {
  readonly conf: string;
  /** The file of records (runs.ts). */
  readonly runs: string;
  readonly exec: Pick<Exec, "run">;
  readonly now: () => number;
  readonly signal?: AbortSignal;
  /** By which the run is found again; random unless given. */
  readonly id?: string;
}

/** A backup may take a day and no longer. */
const timeLimitMs = 24 * 3_600_000;
const mostOutput = 16 * 1024 * 1024;
/** The end of what was added to the log that is looked at, in bytes. */
const mostLog = 1024 * 1024;
const mostCauses = 50;

type Ran = Ended["ran"][number];

/**
 * Runs one level of rsnapshot and records how it ended. The lowest level copies first, apart from the snapshots, and
 * moves them on only when the copy is good; a higher level is moved on only when the last copy was. So a good
 * snapshot is never given up for a bad one. Throws where the record cannot be written: then nothing was begun.
 */
export async function runLevel(level: string, options: WrapperOptions): Promise<Ended> {
  const { runs, now } = options;
  const id = options.id ?? randomUUID();
  const startedAt = now();
  const startTime = (await startTimeOf(process.pid)) ?? "";
  await addRecord(runs, { t: "started", id, level, at: startedAt, process: { pid: process.pid, startTime } });
  const text = await readFile(options.conf, "utf8").catch(() => undefined);
  const conf = text === undefined ? undefined : tryConf(text);
  const done = await perform(level, { text, conf }, options);
  const disk = conf === undefined ? null : await diskOf(conf.root);
  const causes = done.causes.slice(0, mostCauses);
  const ended: Ended = { t: "ended", id, level, startedAt, at: now(), ...done, causes, disk };
  await addRecord(runs, ended);
  return ended;
}

type Done = Pick<Ended, "ran" | "causes" | "good" | "refused">;
interface Read {
  readonly text: string | undefined;
  readonly conf: RsnapshotConf | undefined;
}

async function perform(level: string, { text, conf }: Read, options: WrapperOptions): Promise<Done> {
  if (text === undefined || conf === undefined) {
    const line = text === undefined ? `${options.conf} cannot be read` : `${options.conf} has no snapshot_root`;
    return { ran: [], causes: [{ code: "config", line }], good: false, refused: false };
  }
  const ownLog = join(dirname(options.runs), "rsnapshot.log");
  const wrapped = join(dirname(options.runs), "rsnapshot.conf");
  // Another run may be reading it: it is replaced, whole.
  const fresh = `${wrapped}.${randomUUID()}`;
  await writeFile(fresh, wrappedConf(text, conf, ownLog), { mode: 0o600 });
  await rename(fresh, wrapped);
  const run = (command: string) => runOne(command, wrapped, conf.logfile ?? ownLog, conf, options);
  const lowest = conf.levels[0]?.name;
  if (level !== lowest) {
    if (conf.levels.some(({ name }) => name === level) && !(await wasLastCopyGood(options.runs, lowest)))
      return { ran: [], causes: [], good: false, refused: true };
    const { ran, causes } = await run(level);
    return { ran: [ran], causes, good: isGood(causes), refused: false };
  }
  const copy = await run("sync");
  const absent = isGood(copy.causes) ? await absentIn(join(conf.root, ".sync"), conf) : [];
  const causes = [...copy.causes, ...absent];
  if (!isGood(causes)) return { ran: [copy.ran], causes, good: false, refused: true };
  const moved = await run(level);
  const all = [...causes, ...moved.causes];
  return { ran: [copy.ran, moved.ran], causes: all, good: isGood(all), refused: false };
}

async function wasLastCopyGood(runs: string, lowest: string | undefined): Promise<boolean> {
  const records = await readRecords(runs);
  const over = new Set(records.flatMap((one) => (one.t === "ended" ? [one.id] : [])));
  const last = records.findLast((one) => {
    if (one.t === "drilled" || one.level !== lowest) return false;
    if (one.t === "started") return !over.has(one.id);
    // One that only found the lock taken copied nothing and says nothing.
    return one.causes.length === 0 || !one.causes.every(({ code }) => code === "lock_held");
  });
  // One that was killed copied no more than one that failed; one that goes on holds rsnapshot's lock.
  if (last?.t === "started") return isAlive(last.process);
  return last?.t === "ended" ? last.good : true;
}

async function runOne(
  command: string,
  wrapped: string,
  logfile: string,
  conf: RsnapshotConf,
  { exec, signal }: WrapperOptions,
): Promise<{ readonly ran: Ran; readonly causes: Cause[] }> {
  await mkdir(dirname(logfile), { recursive: true });
  const before = await stat(logfile).then(
    ({ size }) => size,
    () => 0,
  );
  const { exitCode, stderr } = await exec.run("rsnapshot", ["-c", wrapped, command], {
    timeoutMs: timeLimitMs,
    maxOutput: mostOutput,
    ...(signal === undefined ? {} : { signal }),
  });
  const log = await addedTo(logfile, before);
  const causes = causesOf({ exitCode, stderr, log }, conf);
  return { ran: { command, exitCode, stderr: stderr.slice(-4_000) }, causes };
}

async function addedTo(path: string, before: number): Promise<string> {
  try {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      // One that was rotated away meanwhile begins anew.
      const from = Math.max(size < before ? 0 : before, size - mostLog);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
      return buffer.toString("utf8", 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return "";
  }
}

function tryConf(text: string): RsnapshotConf | undefined {
  try {
    return readConf(text);
  } catch {
    return undefined;
  }
}
