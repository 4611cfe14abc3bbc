export const words = {
  summary: { ja: "当番表を表示します", en: "Who is on call in the weeks to come" },
  title: {
    ja: (weeks: number) => `これから${weeks}週間の当番`,
    en: (weeks: number) => `On call in the next ${weeks} weeks`,
  },
  weeks: { ja: "何週間先まで(4)", en: "how many weeks ahead; 4 unless you say" },
  away: {
    ja: (who: string, when: string, why: string) => `不在: ${who}、${when}${why}`,
    en: (who: string, when: string, why: string) => `${who} is away ${when}${why}`,
  },
  since: { ja: (time: string) => `${time} から`, en: (time: string) => `from ${time}` },
} as const;
