export const words = {
  summary: { ja: "1人の個別の上限を取り消します", en: "End the limits of somebody's own" },
  working: { ja: "個別の上限の取り消し", en: "Ending somebody's own limits" },
  steps: { order: { ja: "ホストに書き留める", en: "Write it down on the host" } },
  done: {
    ja: (account: string) => `${account} の上限は通常どおりです`,
    en: (account: string) => `${account} has the usual limits again`,
  },
  kept: {
    ja: "いま使っている分はそのままです。1分以内にすべてのホストで有効になります。",
    en: "What they hold now stays theirs. It is so on every host within a minute.",
  },
} as const;
