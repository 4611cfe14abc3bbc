export const words = {
  summary: { ja: "承認待ちの自分の申請を取り下げます", en: "Take back what you asked an approval for" },
  done: { ja: (number: number) => `${number} を取り下げました`, en: (number: number) => `You took back ${number}` },
} as const;
