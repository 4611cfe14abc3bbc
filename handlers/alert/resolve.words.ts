export const words = {
  summary: { ja: "アラートを解決済みにします", en: "Say that an alert is over" },
  text: { ja: "どう解決したか", en: "how it was solved" },
} as const;
