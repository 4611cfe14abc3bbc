export const words = {
  summary: { ja: "自分のジョブの一覧を表示します", en: "List your jobs" },
  title: { ja: "最近のジョブ", en: "Your latest jobs" },
  none: { ja: "ジョブはまだありません", en: "You have no jobs yet" },
  cancel: { ja: (job: number) => `#${job} を取り消す`, en: (job: number) => `Cancel #${job}` },
} as const;
