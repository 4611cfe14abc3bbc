export const words = {
  accept: { ja: "頼まれた交代を引き受けます", en: "Take the turn that somebody asked you to take" },
  decline: { ja: "頼まれた交代を断ります。自分の頼みは取り下げます", en: "Say no to a swap, or withdraw your own" },
  accepted: {
    ja: (number: number) => `交代 ${number} を引き受けました`,
    en: (number: number) => `Swap ${number} is agreed`,
  },
  declined: {
    ja: (number: number) => `交代 ${number} を断りました`,
    en: (number: number) => `Swap ${number} is declined`,
  },
  withdrawn: {
    ja: (number: number) => `交代 ${number} を取り下げました`,
    en: (number: number) => `Swap ${number} is withdrawn`,
  },
  theyAccepted: {
    ja: (who: string) => `${who} が当番を引き受けました`,
    en: (who: string) => `${who} takes your turn on call`,
  },
  theyDeclined: {
    ja: (who: string) => `${who} は当番を代われません。あなたが当番のままです`,
    en: (who: string) => `${who} cannot take your turn; it stays yours`,
  },
} as const;
