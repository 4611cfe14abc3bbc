export const words = {
  summary: { ja: "バックアップか復元の練習をいま実行します", en: "Run a backup level, or the restore drill, now" },
  level: { ja: "daily、weekly、monthly、または drill(復元の練習)", en: "daily, weekly, monthly, or drill" },
  working: { ja: "バックアップの実行", en: "Running the backup" },
  steps: { run: { ja: "実行して結果を確かめる", en: "Run it and see how it ended" } },
  good: {
    ja: (level: string, host: string) => `${host} の ${level} は正常に終わりました`,
    en: (level: string, host: string) => `${level} on ${host} ended well`,
  },
  bad: {
    ja: (level: string, host: string) => `${host} の ${level} は正常に終わりませんでした`,
    en: (level: string, host: string) => `${level} on ${host} did not end well`,
  },
  refused: {
    ja: "コピーが良くないため、スナップショットは入れ替えていません。良いものは残っています。",
    en: "The copy is not good, so the snapshots were not moved on: the good ones stay.",
  },
} as const;
