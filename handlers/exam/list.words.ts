export const words = {
  summary: { ja: "試験の一覧を表示します", en: "List the exams that run or are to come" },
  none: { ja: "試験はありません", en: "There are no exams" },
  title: { ja: "試験", en: "Exams" },
  running: { ja: "試験中", en: "running" },
  toCome: { ja: "これから", en: "to come" },
  by: { ja: (who: string) => `設定: ${who}`, en: (who: string) => `by ${who}` },
  missing: {
    ja: (hosts: string) => `まだ届いていないホスト: ${hosts}`,
    en: (hosts: string) => `not yet on ${hosts}`,
  },
} as const;
