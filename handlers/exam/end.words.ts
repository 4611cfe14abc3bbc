export const words = {
  summary: { ja: "試験を早く終えます、または取りやめます", en: "End an exam early, or call it off" },
  working: { ja: "試験の終了", en: "Ending an exam" },
  steps: { order: { ja: "ホストに書き留める", en: "Write it down on the host" } },
  done: {
    ja: (course: string) => `${course} の試験を終えました`,
    en: (course: string) => `The exam of ${course} is over`,
  },
  free: {
    ja: "1分以内に、受験者はどのホストでもいつもどおり使えるようになります。",
    en: "Within a minute its students can do everything again, on every host.",
  },
} as const;
