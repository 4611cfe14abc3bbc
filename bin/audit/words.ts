import { type Finding, note } from "../../bot/finding.ts";
import type { Text } from "../../handlers/kit/reply.ts";
import type { Head } from "../../protocol/audit/head.ts";
import type { Break } from "../../protocol/audit/verify.ts";

export const lookInto: Text = {
  ja: "誰かが書き換えたかもしれません。写しを取り、管理者で調べる",
  en: "somebody may have changed it: keep a copy and look into it with another administrator",
};

/** @param path the file that is written to; a break in an older one is named beside it */
export const brokenAt = (path: string, { file, line, why }: Break): Text => {
  const where = path.endsWith(`/${file}`) ? { ja: "", en: "" } : { ja: `${file} の `, en: ` of ${file}` };
  return {
    ja: `監査ログ ${path} の ${where.ja}${line} 行目: ${why}`,
    en: `the audit ${path} is broken at line ${line}${where.en}: ${why}`,
  };
};

/** What could not be compared here, and how to do it there. */
export const askAnother = (by: string, of: string, { seq, hash }: Head): Finding => {
  const command = `npm run shisa -- audit verify --head ${seq}:${hash}`;
  return {
    ...note(
      `${by} は ${of} の ${seq} 行目を覚えています。比べるにはそのマシンで:`,
      `${by} keeps line ${seq} of ${of}; compare it there:`,
    ),
    mend: { ja: command, en: command },
  };
};
