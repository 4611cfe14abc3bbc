export const words = {
  summary: { ja: "承認待ちの申請の一覧", en: "What waits for an approval: yours to give, and your own" },
  title: {
    ja: (count: number) => `承認待ち: ${count}件`,
    en: (count: number) => (count === 1 ? "One request waits" : `${count} requests wait`),
  },
  none: { ja: "待っている申請はありません", en: "Nothing waits for an approval" },
  own: { ja: "自分の申請", en: "yours" },
  approveOne: { ja: (number: number) => `${number} を承認`, en: (number: number) => `Approve ${number}` },
  denyOne: { ja: (number: number) => `${number} を却下`, en: (number: number) => `Deny ${number}` },
  withdrawOne: { ja: (number: number) => `${number} を取り下げ`, en: (number: number) => `Withdraw ${number}` },
} as const;
