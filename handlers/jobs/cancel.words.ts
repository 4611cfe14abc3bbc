export const words = {
  summary: { ja: "自分のジョブを取り消して、元に戻します", en: "Cancel one of your jobs and undo what it did" },
  working: { ja: "ジョブの取り消し", en: "Cancelling the job" },
  done: { ja: "取り消しを伝えました", en: "The job is being cancelled" },
  undone: {
    ja: "途中まで行ったことは元に戻します。結果は元のジョブのメッセージに出ます。",
    en: "What it had begun is undone; its own message says how it ends.",
  },
  ended: { ja: "そのジョブはもう終わっていました", en: "That job had already ended" },
  nothing: { ja: "取り消すものはありませんでした。", en: "There was nothing left to cancel." },
  list: { ja: "ジョブの一覧", en: "List jobs" },
} as const;
