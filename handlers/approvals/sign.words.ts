export const words = {
  summary: { ja: "署名を渡します(shisa approve が使います)", en: "Hand in what shisa approve has signed" },
  credential: { ja: "munge が出した1行", en: "the line that munge printed" },
  done: { ja: (number: number) => `${number} に署名しました`, en: (number: number) => `You signed ${number}` },
} as const;
