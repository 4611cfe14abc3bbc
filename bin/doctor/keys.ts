import { stat } from "node:fs/promises";
import { bad, type Finding, good, note } from "../../bot/finding.ts";
import { type PeerKeys, readOwnKeys } from "../../protocol/keys.ts";
import { readTrust } from "../../protocol/trust.ts";
import { reason } from "./finding.ts";
import type { Patient } from "./patient.ts";

const soonMs = 30 * 24 * 3600 * 1000;

/** Key files that others can read, a trust file that others can write, keys that are not (or soon no longer) believed. */
export async function checkKeys({ bot, executor }: Patient): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const trust of new Set([bot?.trust, executor?.trust].filter((path) => path !== undefined))) {
    findings.push(await checkTrustFile(trust));
  }
  if (bot !== undefined) findings.push(...(await checkOwn("bot", bot.keys, bot.trust)));
  if (executor !== undefined) findings.push(...(await checkOwn(executor.host, executor.keys, executor.trust)));
  return findings;
}

async function checkTrustFile(path: string): Promise<Finding> {
  try {
    const { uid, mode } = await stat(path);
    if (uid !== 0 || (mode & 0o022) !== 0) {
      const what = {
        ja: `信頼ファイル ${path} を root 以外が書けます`,
        en: `others than root can write the trust file ${path}`,
      };
      const line = `chown root:root ${path} && chmod 644 ${path}`;
      return bad(what, { ja: line, en: line });
    }
    const { size } = await readTrust(path);
    return good(`信頼ファイル ${path}: 鍵 ${size} 個`, `the trust file ${path} names ${size} keys`);
  } catch (error) {
    const line = "npm run shisa -- keys init --host …";
    return bad({ ja: `信頼ファイル: ${reason(error)}`, en: `trust file: ${reason(error)}` }, { ja: line, en: line });
  }
}

async function checkOwn(name: string, path: string, trust: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0) {
      const what = {
        ja: `${name} の鍵 ${path} をほかの人が読めます`,
        en: `others can read the key of ${name}, ${path}`,
      };
      const mend = {
        ja: `chmod 600 ${path} をして、鍵を替える: npm run shisa -- keys rotate ${name}`,
        en: `chmod 600 ${path}, and change the key: npm run shisa -- keys rotate ${name}`,
      };
      findings.push(bad(what, mend));
    }
    const own = await readOwnKeys(path);
    findings.push(checkEntry(name, (await readTrust(trust)).get(own.id)));
  } catch (error) {
    const line = "npm run shisa -- keys init --host …";
    findings.push(
      bad({ ja: `${name} の鍵: ${reason(error)}`, en: `key of ${name}: ${reason(error)}` }, { ja: line, en: line }),
    );
  }
  return findings;
}

function checkEntry(name: string, entry: PeerKeys | undefined): Finding {
  const rotate = `npm run shisa -- keys rotate ${name}`;
  const mend = { ja: rotate, en: rotate };
  if (entry === undefined)
    return bad(
      { ja: `${name} の鍵が信頼ファイルにありません`, en: `the key of ${name} is not in the trust file` },
      mend,
    );
  const until = new Date(entry.notAfter).toISOString().slice(0, 10);
  if (Date.now() < entry.notBefore || Date.now() > entry.notAfter)
    return bad(
      { ja: `${name} の鍵は期限外です（${until} まで）`, en: `the key of ${name} is not valid now (until ${until})` },
      mend,
    );
  if (entry.notAfter - Date.now() < soonMs && entry.notAfter - entry.notBefore > 2 * soonMs)
    return note(`${name} の鍵は ${until} に切れます: ${rotate}`, `the key of ${name} ends on ${until}: ${rotate}`);
  return good(`${name} の鍵は ${until} まで有効です`, `the key of ${name} is valid until ${until}`);
}
