import { accountOption } from "../client/account.ts";
import type { SayMessage } from "../client/conversation.ts";
import { fileOption } from "../client/file.ts";
import { idOption, type SayHow, sayOnce } from "../client/say-once.ts";
import { languageOption } from "../kit/language.ts";
import { readOptions } from "../kit/options.ts";
import { type Surroundings, UsageError, type Verb } from "../kit/verb.ts";

const options = {
  as: { type: "string" },
  yes: { type: "boolean", short: "y" },
  json: { type: "boolean" },
  id: { type: "string" },
  language: { type: "string" },
  file: { type: "string" },
  state: { type: "string" },
} as const;

export const sayVerb: Verb = {
  name: "say",
  summary: {
    ja: "動いているボットにコマンドを一つ送り、結果を待つ",
    en: "say one command to the running bot and wait for its result",
  },
  usage: {
    ja: `say [--as アカウント] [--yes] [--json] [--id ID] [--language ja|en] [--state フォルダ] [--file ファイル] '/vm list'
  --as     root だけが使える。ほかの人は本人として話す（munge が証明する）
  --yes    確認を求めずに実行する
  --json   結果を一つの JSON として標準出力に書く（npm run -s を使うと npm の表示が混ざらない）
  --file   コマンドに添えるファイル（/link class、/me key add）
  --id     同じ ID なら同じ仕事の結果を見る。二度実行されることはない
終了コード: 0 完了 · 1 失敗 · 2 書き方の誤り · 3 拒否 · 4 確認が必要 (--yes) · 5 ボットに届かない · 6 結果不明`,
    en: `say [--as ACCOUNT] [--yes] [--json] [--id ID] [--language ja|en] [--state FOLDER] [--file PATH] '/vm list'
  --as     for root; everybody else speaks as themselves, which munge proves
  --yes    answers the question that a destructive command asks
  --json   prints one JSON object on standard output (npm run -s keeps npm's own lines away)
  --file   goes with the command (/link class, /me key add)
  --id     the same ID shows the outcome of the same job; it never runs twice
exit code: 0 done · 1 failed · 2 usage · 3 refused · 4 confirmation needed (--yes) · 5 bot not reachable · 6 outcome unknown`,
  },
  run: async (args, surroundings) => {
    const { message, ...how } = await read(args, surroundings);
    return sayOnce(message, how, surroundings);
  },
};

async function read(
  args: readonly string[],
  { config, language: shellLanguage }: Surroundings,
): Promise<{ message: SayMessage } & SayHow> {
  const { values, positionals } = readOptions(args, options, shellLanguage);
  const language = languageOption(values.language, shellLanguage);
  const line = positionals.join(" ");
  if (line.trim() === "") throw new UsageError({ ja: "コマンドがありません。", en: "There is no command." }[language]);
  const message = {
    type: "say" as const,
    id: idOption(values.id, language),
    account: accountOption(values.as, config, language),
    line,
    confirmed: values.yes === true,
    ...(await fileOption(values.file, language)),
    ...(values.language === undefined ? {} : { language }),
  };
  return { message, isJson: values.json === true, state: values.state };
}
