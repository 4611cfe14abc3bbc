export const words = {
  summary: { ja: "ほかの人の申請を承認します", en: "Say yes to what somebody else asks for" },
  version: {
    ja: "見ていた申請の版(変わっていたら承認しません)",
    en: "the version that you have seen; a yes to an earlier one counts for nothing",
  },
  done: { ja: (number: number) => `${number} を承認しました`, en: (number: number) => `You approved ${number}` },
} as const;
