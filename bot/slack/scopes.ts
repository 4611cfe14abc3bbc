import type { Text } from "../../handlers/kit/reply.ts";

/** Everything that the app asks of a workspace, each with why; the docs show the same. */
export const slackScopes: Readonly<Record<string, Text>> = {
  commands: {
    en: "to be given the slash commands that people type",
    ja: "入力されたスラッシュコマンドを受け取るため",
  },
  "chat:write": {
    en: "to answer in direct messages, and in channels that the bot was invited to",
    ja: "ダイレクトメッセージと、招待されたチャンネルで答えるため",
  },
  "users:read": {
    en: "to know people's language, and to refuse guests, bots and people of other workspaces",
    ja: "各人の言語を知り、ゲスト・ボット・ほかのワークスペースの人を断るため",
  },
  "channels:read": {
    en: "to see whether a public channel is shared with others, where the bot answers nothing",
    ja: "公開チャンネルが外部と共有されていないか確かめるため（共有されていれば答えない）",
  },
  "groups:read": {
    en: "the same for private channels that the bot was invited to",
    ja: "招待されたプライベートチャンネルについて同じことを確かめるため",
  },
  "files:read": {
    en: "to read a file that somebody puts into a form, such as a script",
    ja: "フォームに添付されたファイル（スクリプトなど）を読むため",
  },
  "files:write": {
    en: "to put a log that is too long for a message beside it, as a file",
    ja: "メッセージに収まらないログをファイルとして添えるため",
  },
};

/** What the app wants to be told, each with why. */
export const slackEvents: Readonly<Record<string, Text>> = {
  app_home_opened: {
    en: "to show somebody's home tab when they open it",
    ja: "ホームタブが開かれたときに内容を表示するため",
  },
  user_change: {
    en: "to notice at once when somebody becomes a guest, leaves, or changes their language",
    ja: "ゲストへの変更・脱退・言語の変更にすぐ気づくため",
  },
};
