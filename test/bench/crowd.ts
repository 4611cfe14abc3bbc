import { appendFile, readFile } from "node:fs/promises";
import { insidePath } from "../lab/inside.ts";
import type { Lab } from "../lab/lab.ts";

/** As many students and staff as the department has. */
const students = 240;
const staff = 20;
/** Of the first of them; the others' follow. */
export const firstUid = 300_000;

/** Adds the department's people to a lab's /etc/passwd, with the role's group as their primary one. */
export async function addCrowd(lab: Lab): Promise<string[]> {
  const groups = await readFile(insidePath(lab.keeperPid, "/etc/group"), "utf8");
  const gidOf = (name: string): string => new RegExp(`^${name}:[^:]*:(\\d+):`, "m").exec(groups)?.[1] ?? "";
  const names = Array.from({ length: students + staff }, (_, index) =>
    index < students ? `s${1000 + index}` : `t${1000 + index}`,
  );
  const lines = names.map((name, index) => {
    const gid = gidOf(index < students ? "students" : "staff");
    return `${name}:x:${firstUid + index}:${gid}:Person ${index}:/nonexistent:/usr/sbin/nologin\n`;
  });
  await appendFile(insidePath(lab.keeperPid, "/etc/passwd"), lines.join(""));
  return names;
}
