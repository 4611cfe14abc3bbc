export const words = {
  person: { ja: "その人のUnixアカウント", en: "the person's Unix account" },
  from: { ja: "開始(例: 12/24、12/24 10:00)", en: "when it begins: 12/24, 12/24 10:00" },
  until: { ja: "終了(例: 12/26、+2d)", en: "when it ends: 12/26, +2d" },
  number: { ja: "交代の番号", en: "the swap's number" },
  reason: { ja: "理由", en: "why" },
  nobody: { ja: "当番なし", en: "nobody" },
  cannot: { ja: (who: string) => `${who} は不在`, en: (who: string) => `${who} is away` },
  instead: { ja: (who: string) => `${who} の代わり`, en: (who: string) => `for ${who}` },
  between: {
    ja: (from: string, until: string) => `${from} から ${until} まで`,
    en: (from: string, until: string) => `from ${from} until ${until}`,
  },
  when: { ja: "期間", en: "When" },
  back: { ja: "お返しに、頼んだ人が引き受ける期間", en: "In return, for whoever asked to take" },
  schedule: { ja: "当番表", en: "Schedule" },
  accept: { ja: "引き受ける", en: "Accept" },
  decline: { ja: "断る", en: "Decline" },
} as const;
