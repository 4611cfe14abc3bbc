export const words = {
  summary: { ja: "いまの当番を表示します", en: "Who is on call now" },
  title: { ja: (who: string) => `いまの当番は ${who} です`, en: (who: string) => `${who} is on call` },
  nobody: { ja: (why: string) => `いま当番はいません: ${why}`, en: (why: string) => `Nobody is on call: ${why}` },
  until: { ja: "いつまで", en: "Until" },
  next: { ja: "次の当番", en: "Next" },
  waiting: { ja: "返事を待っている交代", en: "Swaps that wait for an answer" },
  asks: {
    ja: (number: number, who: string, when: string) => `${number}: ${who} からの頼み、${when}`,
    en: (number: number, who: string, when: string) => `${number}: ${who} asks you to take over ${when}`,
  },
  asked: {
    ja: (number: number, who: string, when: string) => `${number}: ${who} に頼み中、${when}`,
    en: (number: number, who: string, when: string) => `${number}: you asked ${who} to take over ${when}`,
  },
  unreachable: {
    ja: "この人はチャットと結び付いていないので、アラートは次の人に届きます。",
    en: "They have no linked chat, so alerts go to whoever comes next.",
  },
} as const;
