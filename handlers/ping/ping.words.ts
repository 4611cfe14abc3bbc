export const words = {
  summary: { ja: "ボットとホストがつながっているか確かめます", en: "See whether the bot and a host reach each other" },
  host: { ja: "確かめるホスト(省略すると1台選びます)", en: "the host to ask; one is chosen unless you say" },
  working: { ja: "ホストに問い合わせ", en: "Asking the host" },
  done: {
    ja: (host: string) => `ホスト ${host} から応答がありました`,
    en: (host: string) => `Host ${host} answers`,
  },
  meaning: {
    ja: "コマンドの受付から実行まで、正常に動いています。",
    en: "The whole way from your message to the host works.",
  },
} as const;
