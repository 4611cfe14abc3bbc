export const words = {
  summary: { ja: "メンテナンスの予定を表示します", en: "List maintenance that runs or is to come" },
  none: { ja: "メンテナンスの予定はありません", en: "No maintenance is planned" },
  title: { ja: "メンテナンス", en: "Maintenance" },
  running: { ja: "実施中", en: "running" },
  toCome: { ja: "これから", en: "to come" },
  by: { ja: (who: string) => `登録: ${who}`, en: (who: string) => `by ${who}` },
  missing: { ja: (hosts: string) => `まだ届いていないホスト: ${hosts}`, en: (hosts: string) => `not yet on ${hosts}` },
} as const;
