export const words = {
  summary: {
    ja: "バックアップの状態を見ます(最後の成功、次の予定、空き)",
    en: "See how the backups stand: last good, next, room",
  },
  working: { ja: "バックアップの状態の確認", en: "Looking at the backups" },
  title: { ja: (host: string) => `${host} のバックアップ`, en: (host: string) => `The backups on ${host}` },
  good: { ja: (time: string) => `成功 ${time}`, en: (time: string) => `good ${time}` },
  never: { ja: "まだ成功していません", en: "none was good yet" },
  next: { ja: (time: string) => `次 ${time}`, en: (time: string) => `next ${time}` },
  running: { ja: "実行中", en: "running" },
  failed: { ja: "直前は失敗", en: "the last failed" },
  left: { ja: "直前は見送り", en: "the last was left out" },
  has: {
    ja: (has: number, keeps: number) => `${has}/${keeps}個`,
    en: (has: number, keeps: number) => `${has} of ${keeps}`,
  },
  hosts: { ja: "保存しているホスト", en: "Hosts" },
  missing: { ja: (host: string) => `${host}(最新にありません)`, en: (host: string) => `${host} (not in the newest)` },
  disk: { ja: "使用量", en: "Used" },
  used: {
    ja: (used: string, total: string) => `${used} / ${total}`,
    en: (used: string, total: string) => `${used} of ${total}`,
  },
  trend: { ja: "増え方", en: "Trend" },
  growth: {
    ja: (size: string) => `1日に ${size}`,
    en: (size: string) => `${size} a day`,
  },
  days: { ja: (days: number) => `、あと約${days}日でいっぱい`, en: (days: number) => `, full in about ${days} days` },
  still: { ja: "増えていません", en: "it does not grow" },
  unknown: { ja: "まだわかりません", en: "not known yet" },
  drill: { ja: "復元の練習", en: "Restore drill" },
  drilled: {
    ja: (time: string, files: number, wrong: number) =>
      `${time}、${files}個${wrong === 0 ? "とも一致" : `中${wrong}件が不一致`}`,
    en: (time: string, files: number, wrong: number) =>
      `${time}, ${files} files${wrong === 0 ? ", all as they were" : `, ${wrong} not as they were`}`,
  },
  noDrill: { ja: "まだ行われていません", en: "none was made yet" },
} as const;
