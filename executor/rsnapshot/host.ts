import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Seen } from "./conditions.ts";
import { type RsnapshotConf, readConf } from "./conf.ts";
import { diskOf } from "./disk.ts";
import { type Drilled, type Ended, isAlive, readRecords, type Started } from "./runs.ts";
import type { RsnapshotConfig } from "./settings.ts";
import { absentIn } from "./snapshots.ts";

/** What this host has of backups now. */
export interface BackupHost
  extends Pick<Seen, "ended" | "open" | "drilled" | "since" | "absent" | "isCopyOfNow" | "keeps"> {
  /** undefined: it cannot be read; the next run says why. */
  readonly conf: RsnapshotConf | undefined;
  readonly disk: Ended["disk"];
}

/** Reads the configuration, the record of runs and the newest snapshot. Throws where one is there and cannot be read. */
export async function readHost({ conf: path, runs }: Pick<RsnapshotConfig, "conf" | "runs">): Promise<BackupHost> {
  const records = await readRecords(runs);
  const ended = records.filter((one): one is Ended => one.t === "ended");
  const over = new Set(ended.map(({ id }) => id));
  const started = records.filter((one): one is Started => one.t === "started" && !over.has(one.id));
  const open = await Promise.all(
    started.slice(-20).map(async (one) => ({ ...one, alive: await isAlive(one.process) })),
  );
  const drilled = records.findLast((one): one is Drilled => one.t === "drilled");
  const { mtimeMs } = await stat(path);
  const conf = await readFile(path, "utf8").then(readConf, () => undefined);
  const lastCopy = ended.findLast(({ level }) => level === conf?.levels[0]?.name);
  const newest = conf && join(conf.root, `${conf.levels[0]?.name ?? ""}.0`);
  const hasNewest =
    newest !== undefined &&
    (await stat(newest).then(
      (found) => found.isDirectory(),
      () => false,
    ));
  return {
    conf,
    ended,
    open,
    drilled,
    // Before there was a record, since the configuration has been as it is.
    since: Math.min(Math.floor(mtimeMs), records[0]?.at ?? Number.POSITIVE_INFINITY),
    absent: conf !== undefined && hasNewest ? await absentIn(newest, conf) : [],
    isCopyOfNow: lastCopy === undefined || mtimeMs <= lastCopy.startedAt,
    keeps: new Map((conf?.levels ?? []).map(({ name, keep }) => [name, keep])),
    disk: conf === undefined ? null : await diskOf(conf.root),
  };
}
