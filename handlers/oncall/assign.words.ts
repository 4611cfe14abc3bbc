export const words = {
  summary: { ja: "ある期間の当番を決めます(管理者)", en: "Give a time to somebody, for administrators" },
  assigned: { ja: (who: string) => `${who} を当番にしました`, en: (who: string) => `${who} has it now` },
} as const;
