import { open, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { bad, type Finding, good, note } from "../../bot/finding.ts";
import { checkChain } from "../../protocol/chain.ts";
import { reason } from "./finding.ts";
import type { Patient } from "./patient.ts";

/** The programs' own folders: closed to others, writable to the disk, and the audit chains whole. */
export async function checkFiles({ bot, executor }: Patient): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [name, folder] of [
    ["bot", bot?.state],
    ["executor", executor?.state],
  ] as const) {
    if (folder === undefined) continue;
    findings.push(...(await checkFolder(name, folder)), ...(await checkAudit(join(folder, "audit.log"))));
  }
  return findings;
}

async function checkFolder(name: string, folder: string): Promise<Finding[]> {
  try {
    const { mode, uid, gid } = await stat(folder);
    if ((mode & 0o077) !== 0) {
      const what = { ja: `${folder} をほかの人が開けます`, en: `others can open ${folder}` };
      return [bad(what, { ja: `chmod 700 ${folder}`, en: `chmod 700 ${folder}` })];
    }
    const draft = join(folder, `.doctor-${process.pid}`);
    const file = await open(draft, "wx", 0o600);
    try {
      await file.chown(uid, gid);
      await file.write("journal\n");
      await file.datasync();
    } finally {
      await file.close();
      await rm(draft, { force: true });
    }
    return [good(`${name} の記録 ${folder} に書けます`, `the ${name} can write its journal in ${folder}`)];
  } catch (error) {
    const mend = `install -d -m 700 ${folder}`;
    return [bad({ ja: `${folder}: ${reason(error)}`, en: `${folder}: ${reason(error)}` }, { ja: mend, en: mend })];
  }
}

async function checkAudit(path: string): Promise<Finding[]> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return [note(`監査ログ ${path} はまだありません`, `there is no audit file ${path} yet`)];
  const { ok, lines, broken } = checkChain(text);
  if (ok)
    return [good(`監査ログ ${path}: ${lines} 行、鎖は切れていません`, `the audit ${path} is whole, ${lines} lines`)];
  const at = `${broken?.line}: ${broken?.why}`;
  const what = { ja: `監査ログ ${path} の ${at}`, en: `the audit ${path} is broken at line ${at}` };
  const mend = {
    ja: "誰かが書き換えたかもしれません。写しを取り、管理者で調べる",
    en: "somebody may have changed it: keep a copy and look into it with another administrator",
  };
  return [bad(what, mend)];
}
