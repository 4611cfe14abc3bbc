import { readFile } from "node:fs/promises";
import { checkChain } from "../../protocol/chain.ts";
import { exitCodes } from "../kit/exit.ts";
import { readOptions } from "../kit/options.ts";
import { ToldError, UsageError, type Verb } from "../kit/verb.ts";

export const auditVerb: Verb = {
  name: "audit",
  summary: { ja: "監査ログの鎖が切れていないか確かめる", en: "check that an audit file's chain is whole" },
  usage: { ja: "audit verify ファイル…", en: "audit verify FILE…" },
  run: async (args, { language }) => {
    const { positionals } = readOptions(args, {}, language);
    const [act, ...files] = positionals;
    if (act !== "verify" || files.length === 0)
      throw new UsageError({ ja: "ファイルを指定してください。", en: "Say which file." }[language]);
    let isWhole = true;
    for (const file of files) {
      const text = await readFile(file, "utf8").catch((cause: unknown) => {
        throw new ToldError(`reading ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      });
      const { ok, lines, head, torn, broken } = checkChain(text);
      isWhole &&= ok;
      const tail = torn ? { ja: "、最後の行は書きかけ", en: ", the last line is torn" }[language] : "";
      const whole = {
        ja: `✓ ${file}: ${lines} 行${tail}、最後のハッシュ ${head}`,
        en: `✓ ${file}: ${lines} lines${tail}, head ${head}`,
      };
      const line = broken?.line ?? 0;
      const cut = { ja: `✗ ${file}: ${line} 行目: ${broken?.why}`, en: `✗ ${file}: line ${line}: ${broken?.why}` };
      process.stdout.write(`${(ok ? whole : cut)[language]}\n`);
    }
    return isWhole ? exitCodes.done : exitCodes.failed;
  },
};
