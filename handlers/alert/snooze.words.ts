export const words = {
  summary: { ja: "アラートをしばらく止めます", en: "Let an alert rest for a while" },
  length: {
    ja: "どれだけ(1h、30m、明日 9:00)。なければ1時間",
    en: "how long (1h, 30m, tomorrow 9:00); 1 h if left out",
  },
} as const;
