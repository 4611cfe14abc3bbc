/** One `backup` line: what is copied, and the folder below each snapshot that it is copied to. */
export interface BackupPoint {
  /** As written, user and host included: `root@fs1:/home/`. */
  readonly source: string;
  /** The first part of the destination, by which people know the host: `fs1`. */
  readonly host: string;
  /** Where a path of the source stands below a snapshot: `fs1/home` where paths are kept whole (rsync's --relative). */
  readonly below: string;
  /** The path on the source host, without a slash at its end. */
  readonly path: string;
}

/** What Shisa reads of an rsnapshot.conf. */
export interface RsnapshotConf {
  /** Without a slash at its end. */
  readonly root: string;
  readonly lockfile: string | undefined;
  readonly logfile: string | undefined;
  /** Lowest level first. */
  readonly levels: readonly { readonly name: string; readonly keep: number }[];
  readonly points: readonly BackupPoint[];
  /** `backup_script` lines: what a script leaves below each snapshot, such as a dump of a database. */
  readonly scripts: readonly Pick<BackupPoint, "host" | "below">[];
  readonly syncFirst: boolean;
  readonly sshArgs: string | undefined;
}

/** rsnapshot's own default, which a line `rsync_long_args` replaces. */
const usualLongArgs = "--delete --numeric-ids --relative --delete-excluded";

/**
 * Reads an rsnapshot.conf (rsnapshot(1): words are separated by tabs, `#` begins a comment, a line that begins with
 * white space goes on). Whether it is right, `rsnapshot configtest` says; what is no such line is passed over here.
 * Throws where there is no snapshot_root.
 */
export function readConf(text: string): RsnapshotConf {
  const lines = text
    .replaceAll(/\n[ \t]+(?=\S)/gu, "\t")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => line.trimEnd().split(/\t+/u));
  const last = (name: string): string | undefined => lines.findLast(([word]) => word === name)?.[1];
  const root = last("snapshot_root");
  if (root === undefined) throw new Error("reading rsnapshot.conf: it has no snapshot_root");
  const isRelative = /(?:^|\s)(?:--relative|-R)(?:\s|$)/u.test(last("rsync_long_args") ?? usualLongArgs);
  return {
    root: withoutSlash(root),
    lockfile: last("lockfile"),
    logfile: last("logfile"),
    levels: lines.flatMap(([word, name = "", keep = ""]) =>
      (word === "retain" || word === "interval") && /^\d+$/u.test(keep) ? [{ name, keep: Number(keep) }] : [],
    ),
    points: lines.flatMap(([word, source, destination]) =>
      word === "backup" && source !== undefined && destination !== undefined
        ? [pointOf(source, destination, isRelative)]
        : [],
    ),
    scripts: lines.flatMap(([word, , destination]) => {
      const below = word === "backup_script" && destination !== undefined ? withoutSlash(destination) : "";
      return below === "" ? [] : [{ host: below.split("/")[0] ?? below, below }];
    }),
    syncFirst: last("sync_first") === "1",
    sshArgs: last("ssh_args"),
  };
}

function pointOf(source: string, destination: string, isRelative: boolean): BackupPoint {
  const path = withoutSlash(source.slice(source.indexOf("/")));
  const folder = withoutSlash(destination);
  return { source, host: folder.split("/")[0] ?? folder, below: isRelative ? `${folder}${path}` : folder, path };
}

const withoutSlash = (path: string): string => path.replace(/\/+$/u, "");

/** Lines whose values the wrapper gives by itself. */
const replaced = /^(?:sync_first|loglevel|verbose|logfile)\t/u;

/**
 * The same configuration for a run by the wrapper: copying and rotating apart, so that a rotation can be refused, and
 * a log that says why. Line numbers stay as they are, because rsnapshot's complaints name them.
 */
export function wrappedConf(text: string, { logfile }: Pick<RsnapshotConf, "logfile">, ownLog: string): string {
  const kept = text.split("\n").map((line) => (replaced.test(line) ? `#${line}` : line));
  const own = ["sync_first\t1", "verbose\t2", "loglevel\t3", `logfile\t${logfile ?? ownLog}`];
  return `${kept.join("\n").trimEnd()}\n${own.join("\n")}\n`;
}
