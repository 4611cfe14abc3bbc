import type { Parcel } from "../../../protocol/parcel.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { dayText } from "../../../protocol/zone.ts";
import type { Known } from "../../facts.ts";
import type { Job } from "../../runner.ts";
import { folderOf, freeFolder } from "./choose.ts";
import { mine } from "./mine.ts";
import { accountOf, type UnpackTools } from "./tools.ts";

/** A home that a parcel can be unpacked into. */
export interface Homely {
  readonly account: Known;
  /** The side folder's name below it. */
  readonly folder: string;
}

const mebibyte = 1024 ** 2;
const limits = { timeoutMs: 20_000, maxOutput: 1024 * 1024 };

/**
 * Whether the person's home is on this host and theirs, and has room. They look themselves, in a view of nothing else:
 * a home that hangs holds up no more than their own program.
 */
export async function homeOf(tools: UnpackTools, { bytes, at }: Parcel, job: Job): Promise<Outcome<Homely>> {
  const account = await accountOf(tools, job.person);
  const elsewhere = refused(refuse("backup.home_elsewhere", { host: tools.host }));
  if (!isBelow(account.home, tools.homes)) return elsewhere;
  const day = dayText(at, tools.timeZone);
  const view = { readable: [[account.home, mine]], writable: [] } as const;
  const look = (program: "find" | "stat", argv: readonly string[]) =>
    tools.exec.run(program, argv, { ...limits, as: account, view, signal: job.signal });
  const named = ["(", "-path", mine, "-o", "-name", `${folderOf(day)}*`, ")"];
  const found = await look("find", ["-P", mine, "-maxdepth", "1", ...named, "-printf", "%U\t%y\t%f\\0"]);
  const lines = found.stdout.split("\0").map((line) => line.split("\t"));
  const home = lines.find(([, , name]) => `/${name}` === mine);
  if (found.exitCode !== 0 || home?.[0] !== String(account.uid) || home[1] !== "d") return elsewhere;
  const disk = await look("stat", ["--file-system", "--format=%a %S", mine]);
  const [blocks, size] = disk.stdout.split(" ").map(Number);
  const free = Math.floor(((blocks ?? 0) * (size ?? 0)) / mebibyte);
  const request = Math.ceil(bytes / mebibyte);
  if (request > free) return refused(refuse("backup.no_room", { request, free }));
  const folder = freeFolder(new Set(lines.map(([, , name]) => name ?? "")), day);
  return folder === undefined ? refused(refuse("backup.folders", { limit: 99 })) : accepted({ account, folder });
}

const isBelow = (home: string, homes: string): boolean =>
  home.startsWith(`${homes.replace(/\/+$/u, "")}/`) && !home.split("/").includes("..");
