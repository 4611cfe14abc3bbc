import type { Language } from "../../handlers/kit/reply.ts";

export type ChatWords = ReturnType<typeof chatWords>;

/** What the chat itself says, beside what the bot answers. */
export function chatWords(language: Language) {
  const texts = {
    ja: {
      welcome: (account: string) =>
        `${account} としてシーサーと話しています。/help で一覧、Tab で補完、Ctrl-D で終了。`,
      keys: `このチャットでは: Tab で補完、↑↓ で履歴、ボタンは番号を打つ、/language ja|en で表示の言語、/quit または Ctrl-D で終了。
Ctrl-C で待つのをやめる（仕事は続く。/jobs で見られる）。続けて二度押すと終了。`,
      ask: "実行しますか？ [y/N] ",
      notDone: "実行しませんでした。",
      onceMore: "もう一度 Ctrl-C で終了します。",
      left: "待つのをやめました。仕事は続いています。/jobs で見られます。",
      away: "ボットがいなくなりました。戻るのを待っています…",
      back: "ボットが戻りました。",
      noButton: (number: number) => `${number} 番のボタンはありません。`,
      languageNow: "表示を日本語にしました。",
      languageUsage: "/language ja または /language en",
      lost: "結果は不明です。ボットが戻りませんでした。戻ったら /jobs で見られます。",
      bye: "終了しました。",
    },
    en: {
      welcome: (account: string) =>
        `You talk to Shisa as ${account}. /help lists commands, Tab completes, Ctrl-D leaves.`,
      keys: `In this chat: Tab completes, ↑↓ is the history, type a button's number, /language ja|en, /quit or Ctrl-D leaves.
Ctrl-C stops waiting (the job goes on, see /jobs); twice in a row leaves.`,
      ask: "Do it? [y/N] ",
      notDone: "Nothing was done.",
      onceMore: "Ctrl-C once more leaves.",
      left: "No longer waiting. The job goes on; see /jobs.",
      away: "The bot is away; waiting for it to come back …",
      back: "The bot is back.",
      noButton: (number: number) => `There is no button ${number}.`,
      languageNow: "English from now on.",
      languageUsage: "/language ja or /language en",
      lost: "The outcome is unknown: the bot did not come back. When it does, /jobs shows it.",
      bye: "Goodbye.",
    },
  };
  return texts[language];
}
