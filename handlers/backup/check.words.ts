export const words = {
  summary: { ja: "バックアップにいま何か異常があるかを調べます", en: "See all that is wrong with the backups now" },
  working: { ja: "バックアップの点検", en: "Checking the backups" },
  well: {
    ja: (host: string) => `${host} のバックアップに異常はありません`,
    en: (host: string) => `The backups on ${host} are well`,
  },
  wrong: {
    ja: (host: string, count: number) => `${host} のバックアップに異常が${count}件あります`,
    en: (host: string, count: number) =>
      `${count} ${count === 1 ? "thing is" : "things are"} wrong with the backups on ${host}`,
  },
} as const;
