export const words = {
  summary: {
    ja: "授業の学生を試験モードにします(見ることだけができます)",
    en: "Begin an exam: for its time a course's students can only look",
  },
  working: { ja: "試験モードの設定", en: "Ordering an exam" },
  steps: { order: { ja: "ホストに書き留める", en: "Write it down on the host" } },
  done: {
    ja: (course: string, count: number) => `${course} の${count}人の試験を登録しました`,
    en: (course: string, count: number) =>
      `The exam of ${course} is set, for ${count} ${count === 1 ? "person" : "people"}`,
  },
  itself: {
    ja: "時間になるとひとりでに終わります。1分以内にすべてのホストに届き、応答しないホストには戻ってきたときに届きます。",
    en: "It ends by itself. Every host knows of it within a minute; one that is away, as soon as it is back.",
  },
} as const;
