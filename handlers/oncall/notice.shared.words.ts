export const words = {
  reason: {
    first: {
      ja: "当番のあなたに知らせています。",
      en: "You are on call.",
    },
    again: {
      ja: "まだ誰も確認していません。もう一度知らせます。",
      en: "Nobody has acknowledged it yet, so here it is again.",
    },
    next: {
      ja: "当番から返事がないので、次の順番のあなたに知らせています。",
      en: "Whoever is on call has not answered. You come next.",
    },
    everyone: {
      ja: "誰からも返事がないので、全員に知らせています。",
      en: "Nobody has answered. Everybody is told now.",
    },
  },
  stop: {
    ja: "「対応します」を押すと、ほかの人への連絡は止まります。直ったことにはなりません。",
    en: "Acknowledge stops the calls to others. It does not say that the trouble is over.",
  },
  many: {
    ja: (count: number) => `${count}件のアラートが対応を待っています`,
    en: (count: number) => `${count} alerts wait for somebody`,
  },
  list: { ja: "アラート一覧", en: "List alerts" },
  show: { ja: "くわしく", en: "Details" },
  told: { ja: (who: string) => `${who} に知らせました。`, en: (who: string) => `Told ${who}.` },
  nobody: {
    ja: (why: string) => `当番がいません: ${why}。`,
    en: (why: string) => `Nobody is on call: ${why}.`,
  },
  toldNobody: {
    ja: "知らせられる人がいません。気づいた人が「対応します」を押して見てください。",
    en: "There is nobody who can be told. Whoever reads this: please acknowledge it and look.",
  },
  unreachable: {
    ja: (who: string) => `${who} はチャットと結び付いていないので知らせられません。次の人に知らせました。`,
    en: (who: string) => `${who} has no linked chat and cannot be told. The next was told instead.`,
  },
} as const;
