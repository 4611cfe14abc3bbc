export const words = {
  summary: {
    ja: "メンテナンスの予定を知らせ、その間のアラートを止めます",
    en: "Plan a maintenance: it is announced, and its alerts rest",
  },
  working: { ja: "メンテナンスの登録", en: "Planning a maintenance" },
  steps: { order: { ja: "ホストに書き留める", en: "Write it down on the host" } },
  done: {
    ja: (what: string) => `${what} のメンテナンスを登録しました`,
    en: (what: string) => `The maintenance of ${what} is planned`,
  },
  announced: {
    ja: "お知らせ用のチャンネルに、日本語と英語で載ります。",
    en: "It is announced in the announcement channel, in both languages.",
  },
  closed: {
    ja: "始まるまでに終わらないジョブは、そのホストで受け付けられません。",
    en: "Jobs that would not be over before it begins are refused there.",
  },
  quiet: {
    ja: "その間のアラートは記録だけされ、終わったときにまだ続いていれば知らせます。",
    en: "Alerts of it are only recorded meanwhile, and told at its end if they are still there.",
  },
} as const;
