export const words = {
  summary: { ja: "個別の上限の一覧を表示します", en: "List the limits that people have of their own" },
  none: { ja: "個別の上限はありません", en: "Nobody has limits of their own" },
  title: {
    ja: (count: number) => `個別の上限: ${count}人`,
    en: (count: number) => `Limits of their own: ${count === 1 ? "1 person" : `${count} people`}`,
  },
  by: { ja: (who: string) => `設定: ${who}`, en: (who: string) => `by ${who}` },
  missing: {
    ja: (hosts: string) => `まだ届いていないホスト: ${hosts}`,
    en: (hosts: string) => `not yet on ${hosts}`,
  },
} as const;
