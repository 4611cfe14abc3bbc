export const words = {
  summary: { ja: "アラートにメモを付けます", en: "Write a note to an alert" },
  text: { ja: "メモ", en: "the note" },
} as const;
