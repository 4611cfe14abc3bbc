export const words = {
  summary: { ja: "アラートに対応します", en: "Say that you look after an alert" },
} as const;
