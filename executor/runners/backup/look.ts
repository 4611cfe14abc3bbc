import { noUse } from "../../../policies/facts.ts";
import type { Known } from "../../facts.ts";
import { homeIn, listSnapshots, pointFor, type SnapshotHome } from "../../rsnapshot/snapshots.ts";
import type { Facts, Job } from "../../runner.ts";
import { StepFailure } from "../../runner.ts";
import { accountOf, type BackupTools, confOf } from "./tools.ts";

export type Kind = "file" | "folder" | "link";

/** One version of a person's own file: what the snapshot itself says of it. */
export interface Version {
  readonly home: SnapshotHome;
  /** The path as it is written there, which may be composed otherwise than it was typed. */
  readonly path: string;
  readonly kind: Kind;
  readonly size: number;
  readonly changed: number;
}

export interface Looked {
  readonly account: Known;
  readonly versions: readonly Version[];
}

const looks = new WeakMap<Job, Looked>();
const limits = { timeoutMs: 50_000, maxOutput: 4 * 1024 * 1024 };
const kinds: ReadonlyMap<string, Kind> = new Map([
  ["f", "file"],
  ["d", "folder"],
  ["l", "link"],
]);

/**
 * The facts of a file: it is the person's where a snapshot has it in their own home, and of their uid. Any other is as
 * if it were not there. What was found is kept for the plan of the same job.
 */
export async function lookUp(tools: BackupTools, path: string, job: Job): Promise<Facts> {
  const looked = await look(tools, path, job);
  looks.set(job, looked);
  const { name, uid } = looked.account;
  const target = { name: path, owner: { name, uid }, running: false, cpu: 0, memoryMiB: 0, diskGiB: 0 };
  return { target: looked.versions.length === 0 ? undefined : target, use: noUse, host: undefined };
}

/** What `lookUp` found for this job. */
export const lookOf = async (tools: BackupTools, path: string, job: Job): Promise<Looked> =>
  looks.get(job) ?? look(tools, path, job);

async function look(tools: BackupTools, typed: string, job: Job): Promise<Looked> {
  const account = await accountOf(tools, job.person);
  const conf = await confOf(tools);
  const point = pointFor(conf.points, account.home, tools.config.homes);
  if (point === undefined) return { account, versions: [] };
  const snapshots = await listSnapshots(conf);
  const homes = (await Promise.all(snapshots.map((one) => homeIn(conf, one, point, account)))).flatMap(
    (home) => home ?? [],
  );
  // A name may be composed otherwise where it was written than where it was typed.
  const ways = [...new Set([typed, typed.normalize("NFC"), typed.normalize("NFD")])];
  for (const path of ways) {
    const versions = homes.length === 0 ? [] : await find(tools, account, homes, path, job.signal);
    if (versions.length > 0) return { account, versions };
  }
  return { account, versions: [] };
}

/** Where a snapshot's home stands in a view. */
const inView = ({ name }: SnapshotHome): string => `/view/${name}`;

/**
 * Looks as the person, in a view of nothing but their own home in each snapshot. Every folder on the way is asked about
 * too: a link among them ends the way, wherever it leads.
 */
async function find(
  { exec }: BackupTools,
  account: Known,
  homes: readonly SnapshotHome[],
  path: string,
  signal: AbortSignal,
): Promise<Version[]> {
  const parts = path === "" ? [] : path.split("/");
  const steps = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  const asked = homes.flatMap((home) => [inView(home), ...steps.map((step) => `${inView(home)}/${step}`)]);
  const format = "%y\\t%U\\t%s\\t%T@\\t%i\\t%p\\0";
  const ran = await exec.run("find", ["-P", ...asked, "-maxdepth", "0", "-printf", format], {
    ...limits,
    signal,
    as: account,
    view: { readable: homes.map((home) => [home.folder, inView(home)]), writable: [] },
  });
  // 1: some of them are not there, which is the answer.
  if (ran.exitCode !== 0 && ran.exitCode !== 1)
    throw new StepFailure("program.failed", `find ended with ${ran.exitCode}: ${ran.stderr.slice(0, 300)}`);
  const found = new Map(linesOf(ran.stdout).map((line) => [line[5] ?? "", line]));
  if (!homes.some((home) => found.has(inView(home))))
    throw new StepFailure("program.failed", `nothing of the backups was seen: ${ran.stderr.slice(0, 300)}`);
  return homes.flatMap((home) => {
    const top = found.get(inView(home));
    // A rotation may have moved the names on since the homes were looked for.
    if (top === undefined || Number(top[4]) !== home.inode || Number(top[1]) !== account.uid) return [];
    const way = steps.map((step) => found.get(`${inView(home)}/${step}`));
    const last = way.length === 0 ? top : way.at(-1);
    const kind = kinds.get(last?.[0] ?? "");
    if (last === undefined || kind === undefined || Number(last[1]) !== account.uid) return [];
    if (way.slice(0, -1).some((one) => one?.[0] !== "d")) return [];
    return [{ home, path, kind, size: Number(last[2]), changed: Math.floor(Number(last[3]) * 1_000) }];
  });
}

/** Fields of lines that end in a zero byte; a path may hold tabs. */
const linesOf = (text: string): string[][] =>
  text
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => {
      const fields = line.split("\t");
      return [...fields.slice(0, 5), fields.slice(5).join("\t")];
    });

export interface Entry {
  readonly kind: Kind;
  readonly size: number;
  readonly path: string;
}

export interface Tree {
  /** The person's own, by path below the home; folders before what is in them. */
  readonly own: readonly Entry[];
  /**
   * Others', what they may not read themselves, what is neither file, folder nor link, and names that are no UTF-8,
   * under which nothing would be found. One of them keeps nothing else from coming back.
   */
  readonly skipped: number;
}

/** What is below a version, or at it. Throws backup.too_many where it is more than anybody restores at once. */
export async function treeOf(
  { exec }: Pick<BackupTools, "exec">,
  account: Known,
  { home, path }: Pick<Version, "home" | "path">,
  depth: number | undefined,
  signal: AbortSignal,
): Promise<Tree> {
  const top = path === "" ? "/view" : `/view/${path}`;
  const deep = depth === undefined ? [] : ["-maxdepth", String(depth)];
  const rest = "\\t%U\\t%s\\t%T@\\t%i\\t%p\\0";
  const tests = ["-type", "f", "!", "-readable", "-printf", `-${rest}`, "-o", "-printf", `%y${rest}`];
  const ran = await exec.run("find", ["-P", top, "-xdev", ...deep, ...tests], {
    timeoutMs: 110_000,
    maxOutput: 32 * 1024 * 1024,
    signal,
    as: account,
    view: { readable: [[home.folder, "/view"]], writable: [] },
  });
  if (ran.overflowed) throw new StepFailure("backup.too_many", "there are more files than are brought back at once");
  if (ran.exitCode !== 0 && ran.exitCode !== 1)
    throw new StepFailure("program.failed", `find ended with ${ran.exitCode}: ${ran.stderr.slice(0, 300)}`);
  const lines = linesOf(ran.stdout);
  const own = lines.flatMap(([type = "", uid, size, , , at = ""]): Entry[] => {
    const kind = kinds.get(type);
    if (kind === undefined || Number(uid) !== account.uid || at.includes("\u{fffd}")) return [];
    return [{ kind, size: kind === "file" ? Number(size) : 0, path: at.slice("/view/".length) }];
  });
  const unread = ran.stderr.split("\n").filter((line) => line !== "").length;
  return { own, skipped: lines.length - own.length + unread };
}
