export const words = {
  summary: { ja: "当番のいない期間を引き受けます", en: "Take a time that nobody has" },
  taken: { ja: "引き受けました。ありがとうございます", en: "It is yours. Thank you" },
} as const;
