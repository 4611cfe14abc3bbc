export const words = {
  title: {
    ja: (from: string, until: string) => `${from} から ${until} まで、当番がいません`,
    en: (from: string, until: string) => `Nobody is on call from ${from} until ${until}`,
  },
  why: {
    ja: (who: string) => `${who} の番ですが、その間は不在です。代われる人は下のボタンで引き受けてください。`,
    en: (who: string) => `It is ${who}'s turn, who cannot then. If you can, take it with the button below.`,
  },
  take: { ja: "引き受ける", en: "I take it" },
  schedule: { ja: "当番表", en: "Schedule" },
} as const;
