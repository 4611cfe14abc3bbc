import { createHash, randomInt } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type BackupPoint, type RsnapshotConf, readConf } from "./conf.ts";
import { addRecord, type Drilled } from "./runs.ts";
import type { WrapperOptions } from "./wrapper.ts";

/** So many files of each backup line, none larger than that, in bytes. */
const filesEach = 10;
const largest = 64 * 1024 * 1024;
const tries = 200;
const deepest = 30;
const prefix = "drill-";
/** No drill takes so long, in milliseconds. */
const longestMs = 24 * 3_600_000;
const limits = { timeoutMs: 30 * 60_000, maxOutput: 1024 * 1024 };

/**
 * Brings some files back from the newest snapshot, as one would after a loss, and holds them against what they should
 * be: the snapshot's own bytes, and those of the source host for files that have not changed there since. Records how
 * it ended; throws where that cannot be recorded.
 */
export async function drill(options: Omit<WrapperOptions, "id">): Promise<Drilled> {
  const place = dirname(options.runs);
  await sweep(place, options.now());
  const folder = await mkdtemp(join(place, prefix));
  const drilled: Drilled = { t: "drilled", at: options.now(), files: 0, bytes: 0, wrong: [] };
  try {
    const conf = readConf(await readFile(options.conf, "utf8"));
    for (const point of conf.points) {
      const told = await drillOne(conf, point, await mkdtemp(join(folder, "point-")), options);
      drilled.files += told.files;
      drilled.bytes += told.bytes;
      drilled.wrong.push(...told.wrong);
    }
    if (drilled.files === 0) drilled.wrong.push("no file could be brought back");
  } catch (error) {
    drilled.wrong.push(error instanceof Error ? error.message : String(error));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const wrong = drilled.wrong.slice(0, 20).map((line) => line.slice(0, 300));
  const record = { ...drilled, at: options.now(), wrong };
  await addRecord(options.runs, record);
  return record;
}

/** Removes what drills that were killed had brought back. */
async function sweep(place: string, now: number): Promise<void> {
  for (const name of await readdir(place)) {
    const path = join(place, name);
    if (name.startsWith(prefix) && now - (await stat(path)).mtimeMs > longestMs)
      await rm(path, { recursive: true, force: true });
  }
}

async function drillOne(
  conf: RsnapshotConf,
  point: BackupPoint,
  to: string,
  { exec }: Pick<WrapperOptions, "exec">,
): Promise<Pick<Drilled, "files" | "bytes" | "wrong">> {
  const from = join(conf.root, `${conf.levels[0]?.name ?? ""}.0`, point.below);
  const chosen = await chooseFiles(from);
  if (chosen.length === 0) return { files: 0, bytes: 0, wrong: [] };
  const list = chosen.map((path) => `${path}\0`).join("");
  const files = ["--from0", "--files-from=-"];
  const back = await exec.run("rsync", ["-a", ...files, `${from}/`, `${to}/`], { ...limits, input: list });
  if (back.exitCode !== 0) return { files: 0, bytes: 0, wrong: [`rsync ended with ${back.exitCode}: ${back.stderr}`] };
  const wrong: string[] = [];
  let bytes = 0;
  for (const path of chosen) {
    bytes += (await lstat(join(to, path))).size;
    if ((await sumOf(join(from, path))) !== (await sumOf(join(to, path))))
      wrong.push(`${path}: it came back otherwise`);
  }
  const rsh = conf.sshArgs === undefined ? [] : [`--rsh=/usr/bin/ssh ${conf.sshArgs}`];
  const compare = ["-an", "--checksum", "--itemize-changes", ...files, ...rsh, `${point.source}`, `${to}/`];
  const live = await exec.run("rsync", compare, { ...limits, input: list });
  // `>fc` and no other mark: the same size and the same time, and other bytes. A source that is away says nothing.
  const changed = live.stdout.split("\n").filter((line) => /^[<>]fc\.{2}/u.test(line));
  return {
    files: chosen.length,
    bytes,
    wrong: [...wrong, ...changed.map((line) => `${line}: not what the source has`)],
  };
}

/** Files at random, by going down from the top anew for each; links are not gone through. */
async function chooseFiles(top: string): Promise<string[]> {
  const chosen = new Set<string>();
  for (let attempt = 0; attempt < tries && chosen.size < filesEach; attempt += 1) {
    const path = await wander(top, "", 0);
    if (path !== undefined) chosen.add(path);
  }
  return [...chosen];
}

async function wander(top: string, below: string, depth: number): Promise<string | undefined> {
  const all = await readdir(join(top, below), { withFileTypes: true }).catch(() => []);
  // A name that is no UTF-8 is not read as it is written, and would not be found under what was read.
  const entries = all.filter(({ name }) => !name.includes("\u{fffd}"));
  const entry = entries.length === 0 ? undefined : entries[randomInt(entries.length)];
  if (entry === undefined || depth > deepest) return undefined;
  const path = join(below, entry.name);
  if (entry.isDirectory()) return wander(top, path, depth + 1);
  return entry.isFile() && (await lstat(join(top, path))).size <= largest ? path : undefined;
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
