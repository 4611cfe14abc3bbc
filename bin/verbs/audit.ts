import { statSync } from "node:fs";
import { dirname } from "node:path";
import { bad, type Finding, good } from "../../bot/finding.ts";
import type { Language } from "../../handlers/kit/reply.ts";
import { auditFile } from "../../protocol/audit/files.ts";
import { type Head, headSchema } from "../../protocol/audit/head.ts";
import { verifyFiles } from "../../protocol/audit/verify.ts";
import { examineChains, keepersOf } from "../audit/examine.ts";
import { brokenAt } from "../audit/words.ts";
import { findingText, reason } from "../doctor/finding.ts";
import { findPatient } from "../doctor/patient.ts";
import { exitCodes } from "../kit/exit.ts";
import { readOptions } from "../kit/options.ts";
import { ToldError, UsageError, type Verb } from "../kit/verb.ts";

const options = {
  head: { type: "string", multiple: true, default: [] as string[] },
  state: { type: "string" },
  env: { type: "string", default: ".env" },
} as const;

export const auditVerb: Verb = {
  name: "audit",
  summary: {
    ja: "監査ログの鎖を最初から確かめ、ほかの側が覚えているものと比べる",
    en: "check the audits' chains from their first line, and against what the other side keeps",
  },
  usage: {
    ja: "audit verify [フォルダかファイル…] [--head 行数:ハッシュ…] [--state フォルダ] [--env .env]   （悪いところがあれば終了コード 1）",
    en: "audit verify [FOLDER or FILE…] [--head LINE:HASH…] [--state FOLDER] [--env .env]   (exit code 1 when something is wrong)",
  },
  run: async (args, { config, language }) => {
    const { values, positionals } = readOptions(args, options, language);
    const [act, ...paths] = positionals;
    if (act !== "verify")
      throw new UsageError({ ja: "audit verify と入力してください。", en: "Type audit verify." }[language]);
    const said = values.head.map((text) => readHead(text, language));
    const findings =
      paths.length > 0
        ? paths.flatMap((path) => examine(path, said))
        : examineChains(await keepersOf(await findPatient({ state: values.state, envFile: values.env }, config)), said);
    if (findings.length === 0)
      throw new ToldError({ ja: "この設定では監査ログがありません。", en: "These settings name no audit." }[language]);
    for (const finding of findings) process.stdout.write(`${findingText(finding, language)}\n`);
    return findings.some(({ mark }) => mark === "bad") ? exitCodes.failed : exitCodes.done;
  },
};

function readHead(text: string, language: Language): Head {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/u.exec(text) ?? [];
  const read = headSchema.safeParse({ seq: Number(seq), hash });
  if (read.success) return read.data;
  const words = { ja: "--head は 行数:ハッシュ の形です。", en: "--head is LINE:HASH, as verify shows it." };
  throw new UsageError(words[language]);
}

/** A folder's whole chain, a program's current file with those before it, or one file for itself. */
function examine(path: string, said: readonly Head[]): Finding[] {
  try {
    if (statSync(path).isDirectory()) return examineChains([{ name: path, folder: path }], said);
    const folder = dirname(path);
    if (said.length > 0 && path === auditFile(folder)) return examineChains([{ name: folder, folder }], said);
    const { broken, head, missing, torn } = verifyFiles([path]);
    if (broken !== undefined)
      return [bad(brokenAt(path, broken), { ja: "写しを取って調べる", en: "keep a copy and look into it" })];
    const from =
      missing === 0 ? { ja: "", en: "" } : { ja: `（前に ${missing} 行）`, en: `, after ${missing} in other files` };
    const tail = torn ? { ja: "、最後の行は書きかけ", en: ", the last line is torn" } : { ja: "", en: "" };
    const lines = head.seq - missing;
    return [
      good(
        `${path}: ${lines} 行${from.ja}${tail.ja}、最後のハッシュ ${head.hash}`,
        `${path}: ${lines} lines${from.en}${tail.en}, head ${head.hash}`,
      ),
    ];
  } catch (cause) {
    throw new ToldError(`reading ${path}: ${reason(cause)}`, { cause });
  }
}
