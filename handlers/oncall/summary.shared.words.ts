export const words = {
  title: {
    ja: (count: number) => `おはようございます。夜の間に${count}件ありました`,
    en: (count: number) => `Good morning. ${count === 1 ? "One thing" : `${count} things`} happened in the night`,
  },
  onCall: { ja: "いまの当番", en: "On call now" },
  open: { ja: "まだ続いています", en: "still there" },
  acknowledged: { ja: (who: string) => `${who} が対応中`, en: (who: string) => `${who} looks at it` },
  snoozed: { ja: "あとで知らせます", en: "snoozed" },
  cleared: { ja: (clock: string) => `${clock} に収まりました`, en: (clock: string) => `over at ${clock}` },
  resolved: { ja: (clock: string) => `${clock} に解決とされました`, en: (clock: string) => `resolved at ${clock}` },
  found: { ja: (clock: string) => `${clock} から`, en: (clock: string) => `since ${clock}` },
  error: { ja: "エラー", en: "error" },
  warning: { ja: "警告", en: "warning" },
  list: { ja: "アラート一覧", en: "List alerts" },
} as const;
