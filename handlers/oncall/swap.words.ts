export const words = {
  summary: { ja: "当番を代わってもらえるか頼みます", en: "Ask somebody to take a turn of yours" },
  from: { ja: "代わってほしい期間の始まり(省略すると次の番)", en: "from when; your next turn unless you say" },
  until: { ja: "その終わり", en: "until when" },
  backFrom: { ja: "代わりに引き受ける期間の始まり", en: "what you take in return: from when" },
  backUntil: { ja: "その終わり", en: "and until when" },
  done: {
    ja: (number: number, who: string) => `${who} に頼みました(交代 ${number})`,
    en: (number: number, who: string) => `${who} was asked (swap ${number})`,
  },
  until_then: {
    ja: "引き受けてもらうまでは、あなたが当番のままです。",
    en: "Until they accept, it stays yours.",
  },
  deaf: {
    ja: (line: string) => `チャットで知らせられません。本人に ${line} と入力してもらってください。`,
    en: (line: string) => `They have no linked chat: ask them to type ${line}.`,
  },
  asked: {
    ja: (who: string) => `${who} から、当番を代わってほしいと頼まれています`,
    en: (who: string) => `${who} asks you to take a turn on call`,
  },
  withdraw: { ja: "取り下げる", en: "Withdraw" },
} as const;
