import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { dayText } from "../../../protocol/zone.ts";
import type { Known } from "../../facts.ts";
import type { Job } from "../../runner.ts";
import { lookOf, type Tree, treeOf, type Version } from "./look.ts";
import { lookAtHome } from "./own-home.ts";
import type { BackupTools } from "./tools.ts";

export interface Asked {
  readonly path: string;
  readonly asOf?: number;
}

/** Which version is meant, and what is in it. */
export interface Picked {
  readonly account: Known;
  readonly version: Version;
  readonly tree: Tree;
  readonly bytes: number;
  readonly files: number;
}

/** What a restore would bring back here, and where to. */
export interface Chosen extends Picked {
  /** The side folder's name below the home. */
  readonly folder: string;
}

const mebibyte = 1024 ** 2;
const mostFolders = 99;

/** The version that is meant. Changes nothing. */
async function pick(tools: BackupTools, { path, asOf }: Asked, job: Job): Promise<Outcome<Picked>> {
  const { account, versions } = await lookOf(tools, path, job);
  const version = versions.find(({ home }) => home.at <= (asOf ?? Number.POSITIVE_INFINITY));
  const oldest = versions.at(-1);
  if (version === undefined)
    return refused(refuse("backup.none_before", { path: path.slice(-200), ...(oldest && { oldest: oldest.home.at }) }));
  const tree = await treeOf(tools, account, version, undefined, job.signal);
  const bytes = tree.own.reduce((sum, { size }) => sum + size, 0);
  const files = tree.own.filter(({ kind }) => kind !== "folder").length;
  return accepted({ account, version, tree, bytes, files });
}

/** The version that is meant, where it is small enough to be carried to another host. Changes nothing. */
export async function chooseToCarry(tools: BackupTools, asked: Asked, job: Job): Promise<Outcome<Picked>> {
  const picked = await pick(tools, asked, job);
  if (!picked.ok) return picked;
  const request = Math.ceil(picked.value.bytes / mebibyte);
  const limit = tools.carryLimitMiB;
  return request > limit ? refused(refuse("backup.too_large_to_carry", { request, limit })) : picked;
}

/**
 * The version that is meant, and whether it can be brought back here: this host has the person's home, and room in it.
 * Changes nothing.
 */
export async function choose(tools: BackupTools, asked: Asked, job: Job): Promise<Outcome<Chosen>> {
  if (!tools.config.homesHere) return refused(refuse("backup.home_elsewhere", { host: tools.host }));
  const picked = await pick(tools, asked, job);
  if (!picked.ok) return picked;
  const { account, version, bytes } = picked.value;
  const day = dayText(version.home.at, tools.timeZone);
  const home = await lookAtHome(tools, account, folderOf(day), job.signal);
  if (!home.ok) return home;
  const limit = tools.config.restoreLimitMiB;
  const request = Math.ceil(bytes / mebibyte);
  if (request > limit) return refused(refuse("backup.too_large", { request, limit }));
  const free = home.value.freeMiB;
  if (request > free) return refused(refuse("backup.no_room", { request, free }));
  const folder = freeFolder(home.value.taken, day);
  if (folder === undefined) return refused(refuse("backup.folders", { limit: mostFolders }));
  return accepted({ ...picked.value, folder });
}

/** How side folders of a day begin: restored-2026-11-30. */
export const folderOf = (day: string): string => `restored-${day}`;

/** A name that nothing in the home has: restored-2026-11-30, restored-2026-11-30-2, … */
export function freeFolder(taken: ReadonlySet<string>, day: string): string | undefined {
  const names = Array.from(
    { length: mostFolders },
    (_, index) => `${folderOf(day)}${index === 0 ? "" : `-${index + 1}`}`,
  );
  return names.find((name) => !taken.has(name));
}

/** The same for people, as the home's owner types it. */
export const told = ({ version, tree, bytes, files, folder }: Chosen) => ({
  ...{ path: version.path, at: version.home.at, files, bytes, skipped: tree.skipped, folder: `~/${folder}` },
});
