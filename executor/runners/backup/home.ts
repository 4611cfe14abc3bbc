import type { Parcel } from "../../../protocol/parcel.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { dayText } from "../../../protocol/zone.ts";
import type { Known } from "../../facts.ts";
import type { Job } from "../../runner.ts";
import { folderOf, freeFolder } from "./choose.ts";
import { lookAtHome } from "./own-home.ts";
import { accountOf, type UnpackTools } from "./tools.ts";

/** A home that a parcel can be unpacked into. */
export interface Homely {
  readonly account: Known;
  /** The side folder's name below it. */
  readonly folder: string;
}

const mebibyte = 1024 ** 2;

/**
 * Whether the person's home is on this host and theirs, and has room. Refused: backup.home_elsewhere, home.timeout,
 * backup.no_room, backup.folders.
 */
export async function homeOf(tools: UnpackTools, { bytes, at }: Parcel, job: Job): Promise<Outcome<Homely>> {
  const account = await accountOf(tools, job.person);
  if (!isBelow(account.home, tools.homes)) return refused(refuse("backup.home_elsewhere", { host: tools.host }));
  const day = dayText(at, tools.timeZone);
  const home = await lookAtHome(tools, account, folderOf(day), job.signal);
  if (!home.ok) return home;
  const free = home.value.freeMiB;
  const request = Math.ceil(bytes / mebibyte);
  if (request > free) return refused(refuse("backup.no_room", { request, free }));
  const folder = freeFolder(home.value.taken, day);
  return folder === undefined ? refused(refuse("backup.folders", { limit: 99 })) : accepted({ account, folder });
}

const isBelow = (home: string, homes: string): boolean =>
  home.startsWith(`${homes.replace(/\/+$/u, "")}/`) && !home.split("/").includes("..");
