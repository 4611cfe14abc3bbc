export const words = {
  summary: { ja: "署名する操作の中身を見ます(shisa approve が使います)", en: "What shisa approve shows and signs" },
  title: {
    ja: (number: number) => `承認 ${number} には署名が必要です`,
    en: (number: number) => `Approval ${number} has to be signed`,
  },
  how: {
    ja: "学科のマシンで下の行を実行すると、操作の中身がすべて表示され、確認のあとで署名します。",
    en: "Run this line on a department machine: it shows the whole act, asks, and signs it.",
  },
} as const;
