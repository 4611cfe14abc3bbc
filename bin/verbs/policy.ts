import { readSettings } from "../config.ts";
import { findingText } from "../doctor/finding.ts";
import { exitCodes } from "../kit/exit.ts";
import { readOptions } from "../kit/options.ts";
import { ToldError, UsageError, type Verb } from "../kit/verb.ts";
import { policyFindings } from "../policy/check.ts";
import { type Replayed, replay } from "../policy/replay.ts";
import { sourcesOf } from "../policy/sources.ts";
import { toldReplay } from "../policy/told.ts";

const options = {
  policies: { type: "string" },
  cases: { type: "string" },
  limit: { type: "string", default: "50" },
  json: { type: "boolean", default: false },
  state: { type: "string" },
  env: { type: "string", default: ".env" },
} as const;

export const policyVerb: Verb = {
  name: "policy",
  summary: {
    ja: "ポリシーを確かめる。変更後のポリシーで過去の判断をやり直す",
    en: "check the policies, or decide again with them what was decided before",
  },
  usage: {
    ja: `policy check [フォルダ] [--cases フォルダ]
       policy replay [監査ログかstateフォルダ…] [--policies フォルダ] [--limit 50] [--json]
  check   ポリシーを読み込み、検査し、事例（cases/*.json）と比べる。悪いところがあれば終了コード 1
  replay  記録されたすべての判断をやり直し、変わるものを挙げる。何も変えない。監査ログが壊れていれば終了コード 1`,
    en: `policy check [FOLDER] [--cases FOLDER]
       policy replay [AUDIT LOG or STATE FOLDER…] [--policies FOLDER] [--limit 50] [--json]
  check   reads and validates the policies and holds them against the cases (cases/*.json); exit code 1 when anything is wrong
  replay  decides every recorded decision again and lists what would come out otherwise; changes nothing; exit code 1 when an audit is broken`,
  },
  run: async (args, { config, language }) => {
    const { values, positionals } = readOptions(args, options, language);
    const [act, ...paths] = positionals;
    const zone = readSettings(values.env)["SHISA_TIME_ZONE"];
    if (act === "check" && paths.length <= 1) {
      const findings = await policyFindings(paths[0] ?? values.policies, values.cases, zone);
      for (const finding of findings) process.stdout.write(`${findingText(finding, language)}\n`);
      return findings.some(({ mark }) => mark === "bad") ? exitCodes.failed : exitCodes.done;
    }
    const limit = Number(values.limit);
    if (act !== "replay" || !Number.isInteger(limit) || limit < 0) throw new UsageError(mistake[language]);
    const sources = await sourcesOf(paths, { state: values.state, envFile: values.env }, config);
    if (sources.every(({ files }) => files.length === 0)) throw new ToldError(noAudit[language]);
    const replayed = await replay(sources, values.policies, zone);
    const text = values.json ? jsonOf(replayed) : toldReplay(replayed, limit, language).join("\n");
    process.stdout.write(`${text}\n`);
    return replayed.findings.some(({ mark }) => mark === "bad") ? exitCodes.failed : exitCodes.done;
  },
};

const mistake = {
  ja: "policy check か policy replay と入力してください。",
  en: "Type policy check or policy replay.",
};
const noAudit = { ja: "監査ログがありません。", en: "There is no audit." };

const jsonOf = ({ findings, ...rest }: Replayed): string =>
  JSON.stringify({ ...rest, findings: findings.map(({ mark, what }) => ({ mark, what: what.en })) });
