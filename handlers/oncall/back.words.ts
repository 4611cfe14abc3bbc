export const words = {
  summary: { ja: "知らせた不在を取り消します", en: "Take back days that you had marked" },
  unmarked: {
    ja: (count: number) => (count === 0 ? "その間に不在の登録はありません" : "不在を取り消しました"),
    en: (count: number) => (count === 0 ? "You had marked nothing then" : "Taken back: you can again"),
  },
} as const;
