export const words = {
  summary: { ja: "メンテナンスを終えます。始まる前なら取りやめます", en: "End a maintenance, or call it off" },
  working: { ja: "メンテナンスの終了", en: "Ending a maintenance" },
  steps: { order: { ja: "ホストに書き留める", en: "Write it down on the host" } },
  done: {
    ja: (what: string) => `${what} のメンテナンスを終えました`,
    en: (what: string) => `The maintenance of ${what} is over`,
  },
  told: {
    ja: "まだ続いている異常は、これから知らせます。",
    en: "What is still wrong is told from now on.",
  },
} as const;
