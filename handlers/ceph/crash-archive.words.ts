export const words = {
  summary: {
    ja: "Cephのデーモンの異常終了を確認済みにします(管理者)",
    en: "Say that crashes of Ceph's daemons were looked at (administrators)",
  },
  working: { ja: "異常終了の記録を確認済みにする", en: "Archiving crashes" },
  steps: { archive: { ja: "確認済みにする", en: "Archive them" } },
  done: {
    ja: (count: number) => `異常終了${count}件を確認済みにしました`,
    en: (count: number) => (count === 1 ? "1 crash is archived" : `${count} crashes are archived`),
  },
  left: {
    ja: (count: number) => `あと${count}件あります。もう一度実行してください。`,
    en: (count: number) => `${count} more are left; do it once more.`,
  },
} as const;
