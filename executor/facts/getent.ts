import type { Exec } from "../exec.ts";

/** One line of passwd(5). */
export interface PasswdLine {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly fullName: string;
  readonly home: string;
}

/** One line of group(5). */
export interface GroupLine {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

const timeoutMs = 3_000;
const maxOutput = 4_000_000;

/**
 * Asks the Name Service Switch by getent(1), for the given keys or for all. Keys that it does not know are left out.
 * Throws when it does not answer within 3 s: a person who cannot be looked up is not somebody who does not exist.
 */
async function getent(exec: Exec, database: "passwd" | "group" | "initgroups", keys: readonly string[]) {
  const ran = await exec.run("getent", [database, ...keys], { timeoutMs, maxOutput });
  // 2: one or more keys were not found.
  if (ran.exitCode !== 0 && ran.exitCode !== 2) {
    const why = ran.timedOut ? "no answer in time" : `exit code ${ran.exitCode}: ${ran.stderr.trim().slice(0, 200)}`;
    throw new Error(`looking people up: getent ${database}: ${why}`);
  }
  return ran.stdout.split("\n").filter((line) => line !== "");
}

export async function passwd(exec: Exec, names: readonly string[]): Promise<PasswdLine[]> {
  const lines = await getent(exec, "passwd", names);
  return lines.flatMap((line) => {
    const [name = "", , uid = "", gid = "", gecos = "", home = ""] = line.split(":");
    if (!isId(uid) || !isId(gid)) return [];
    return [{ name, uid: Number(uid), gid: Number(gid), fullName: gecos.split(",")[0] ?? "", home }];
  });
}

export async function groups(exec: Exec, names: readonly string[]): Promise<GroupLine[]> {
  const lines = await getent(exec, "group", names);
  return lines.flatMap((line) => {
    const [name = "", , gid = "", members = ""] = line.split(":");
    if (!isId(gid)) return [];
    return [{ name, gid: Number(gid), members: members.split(",").filter((member) => member !== "") }];
  });
}

/** The supplementary groups of each person; the primary one stands in passwd. */
export async function supplementary(exec: Exec, names: readonly string[]): Promise<Map<string, number[]>> {
  const lines = await getent(exec, "initgroups", names);
  return new Map(
    lines.map((line) => {
      const [name = "", ...ids] = line.trim().split(/\s+/);
      return [name, ids.filter(isId).map(Number)];
    }),
  );
}

const isId = (text: string): boolean => /^\d{1,10}$/.test(text);
