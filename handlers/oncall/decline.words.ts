export const words = {
  summary: { ja: "頼まれた交代を断ります。自分の頼みは取り下げます", en: "Say no to a swap, or withdraw your own" },
} as const;
