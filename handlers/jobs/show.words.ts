export const words = {
  summary: { ja: "1つのジョブの進み具合を表示します", en: "Show how far one job is" },
  state: { ja: "状態", en: "State" },
  host: { ja: "ホスト", en: "Host" },
  accepted: { ja: "受付", en: "Accepted" },
  took: { ja: "経過時間", en: "Time taken" },
  cancel: { ja: "取り消す", en: "Cancel" },
} as const;
