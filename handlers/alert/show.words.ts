export const words = {
  summary: { ja: "アラートの詳細と経過", en: "An alert with all that happened" },
} as const;
