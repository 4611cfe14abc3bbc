export const words = {
  summary: {
    ja: "ボット自身の記録を調べます(断ったもの、送ったもの、信じなかったもの)",
    en: "Search what the bot itself wrote down: refused, sent, not believed",
  },
  words: { ja: "記録に含まれる言葉(すべて含むもの)", en: "words that stand in the line, all of them" },
  person: { ja: "頼んだ人のアカウント", en: "the account that asked" },
  title: {
    ja: (count: number) => `ボットの監査ログ: ${count}件`,
    en: (count: number) => `The bot's own audit: ${count} found`,
  },
} as const;
