import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Program } from "../../executor/programs.ts";

export interface FakeAccount {
  readonly name: string;
  readonly uid: number;
  /** The primary group. */
  readonly gid: number;
  readonly groups: readonly string[];
}

const roleGroups = { students: 7001, staff: 7002, "shisa-admin": 7003 } as const;

export const alice: FakeAccount = { name: "alice", uid: 5001, gid: 5001, groups: ["students"] };
export const bob: FakeAccount = { name: "bob", uid: 5002, gid: roleGroups.students, groups: [] };
export const prof: FakeAccount = { name: "prof", uid: 5003, gid: 5003, groups: ["staff", "other"] };
export const gone: FakeAccount = { name: "gone", uid: 5004, gid: 5004, groups: ["other"] };
export const adm: FakeAccount = { name: "adm1", uid: 5005, gid: 5005, groups: ["shisa-admin"] };

/** A getent(1) that knows these people only, and writes down each time that it is asked. */
export async function fakeGetent(folder: string, people: readonly FakeAccount[]): Promise<Program> {
  const passwd = people.map(({ name, uid, gid }) => `${name}:x:${uid}:${gid}:The ${name},,,:/home/${name}:/bin/sh`);
  const ids: Readonly<Record<string, number>> = { ...roleGroups, other: 7009 };
  const group = Object.entries(ids).map(([name, gid]) => {
    const members = people.filter(({ groups }) => groups.includes(name)).map((person) => person.name);
    return `${name}:x:${gid}:${members.join(",")}`;
  });
  const initgroups = people.map(({ name, groups }) => `${name} ${groups.map((each) => ids[each]).join(" ")}`);
  for (const [database, lines] of Object.entries({ passwd, group, initgroups })) {
    await writeFile(join(folder, database), `${lines.join("\n")}\n`);
  }
  const path = join(folder, "getent");
  // A line is one key's when it begins with the key and a separator, or has the key for its number.
  const script = `#!/bin/sh
cd ${folder}
echo "$@" >> asked
database=$1; shift
[ $# -eq 0 ] && exec cat "$database"
for key in "$@"; do grep -e "^$key[: ]" -e "^[^:]*:x:$key:" "$database"; done
exit 0
`;
  await writeFile(path, script);
  await chmod(path, 0o755);
  return { path, holds: "tree" };
}
