export const words = {
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
