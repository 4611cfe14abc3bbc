import { randomUUID } from "node:crypto";
import { invocationIdSchema } from "../../bot/terminal/wire.ts";
import { accountOption } from "../client/account.ts";
import { UnreachableError } from "../client/connection.ts";
import { openConversation, type SayMessage } from "../client/conversation.ts";
import { createLiveBlock } from "../client/live.ts";
import { type Ending, endingOf, endingWithout } from "../client/outcome.ts";
import { widthOf } from "../kit/display.ts";
import { languageOption } from "../kit/language.ts";
import { readOptions } from "../kit/options.ts";
import { renderText } from "../kit/render.ts";
import { type Surroundings, UsageError, type Verb } from "../kit/verb.ts";
import { findSocket } from "../launch/state.ts";

/** How long to wait for a bot that goes away in the middle, in milliseconds. */
const patienceMs = 60_000;

const options = {
  as: { type: "string" },
  yes: { type: "boolean", short: "y" },
  json: { type: "boolean" },
  id: { type: "string" },
  language: { type: "string" },
  state: { type: "string" },
} as const;

export const sayVerb: Verb = {
  name: "say",
  summary: {
    ja: "動いているボットにコマンドを一つ送り、結果を待つ",
    en: "say one command to the running bot and wait for its result",
  },
  usage: {
    ja: `say --as アカウント [--yes] [--json] [--id ID] [--language ja|en] [--state フォルダ] '/vm list'
  --yes    確認を求めずに実行する
  --json   結果を一つの JSON として標準出力に書く（npm run -s を使うと npm の表示が混ざらない）
  --id     同じ ID なら同じ仕事の結果を見る。二度実行されることはない
終了コード: 0 完了 · 1 失敗 · 2 書き方の誤り · 3 拒否 · 4 確認が必要 (--yes) · 5 ボットに届かない · 6 結果不明`,
    en: `say --as ACCOUNT [--yes] [--json] [--id ID] [--language ja|en] [--state FOLDER] '/vm list'
  --yes    answers the question that a destructive command asks
  --json   prints one JSON object on standard output (npm run -s keeps npm's own lines away)
  --id     the same ID shows the outcome of the same job; it never runs twice
exit code: 0 done · 1 failed · 2 usage · 3 refused · 4 confirmation needed (--yes) · 5 bot not reachable · 6 outcome unknown`,
  },
  run: async (args, surroundings) => {
    const { message, isJson, state } = read(args, surroundings);
    const { config } = surroundings;
    const language = message.language ?? surroundings.language;
    const path = await findSocket(state, config);
    const ending = await endingFor(message, path, config.isColorful).catch((error: unknown) =>
      endingWithout(error, message.id, language),
    );
    if (isJson) process.stdout.write(`${JSON.stringify(ending.outcome)}\n`);
    else tell(ending, config.isColorful);
    return ending.code;
  },
};

function read(
  args: readonly string[],
  { config, language: shellLanguage }: Surroundings,
): { message: SayMessage; isJson: boolean; state: string | undefined } {
  const { values, positionals } = readOptions(args, options, shellLanguage);
  const language = languageOption(values.language, shellLanguage);
  const line = positionals.join(" ");
  if (line.trim() === "") throw new UsageError({ ja: "コマンドがありません。", en: "There is no command." }[language]);
  const id = values.id ?? randomUUID();
  if (!invocationIdSchema.safeParse(id).success) {
    const rule = { ja: "英数字と . _ - で 100 字まで", en: "up to 100 letters, digits and . _ -" }[language];
    throw new UsageError(`--id: ${rule}`);
  }
  const message = {
    type: "say" as const,
    id,
    account: accountOption(values.as, config, language),
    line,
    confirmed: values.yes === true,
    ...(values.language === undefined ? {} : { language }),
  };
  return { message, isJson: values.json === true, state: values.state };
}

/** Says the line, with its steps live on a terminal's standard error. */
async function endingFor(message: SayMessage, path: string | undefined, color: boolean): Promise<Ending> {
  if (path === undefined) throw new UnreachableError("no bot runs here");
  const conversation = await openConversation({ path, patienceMs });
  const live = createLiveBlock(process.stderr);
  try {
    const final = await conversation.say(message, ({ reply, final: isFinal }) => {
      if (!isFinal) live.draw(renderText(reply, { width: widthOf(process.stderr), color }));
    });
    return endingOf(final, widthOf(process.stdout));
  } finally {
    live.clear();
    conversation.close();
  }
}

function tell({ final, outcome }: Ending, isColorful: boolean): void {
  if (final === undefined) return void process.stderr.write(`${outcome.text}\n`);
  const color = isColorful && process.stdout.isTTY;
  process.stdout.write(`${renderText(final.reply, { width: widthOf(process.stdout), color })}\n`);
}
