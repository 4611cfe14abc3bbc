export const words = {
  course: { ja: "授業のUnixグループ", en: "the course's Unix group" },
  from: {
    ja: "開始(例: 12/1 13:00、明日 9:00。省略するとすぐ)",
    en: "when it begins: 12/1 13:00, tomorrow 9:00; at once unless you say",
  },
  until: { ja: "終了(例: 14:30、+90m)", en: "when it ends: 14:30, +90m" },
  reason: { ja: "理由(試験の名前など)", en: "why: the exam's name, for example" },
  usualReason: { ja: "試験", en: "exam" },
  between: {
    ja: (from: string, until: string) => `${from} から ${until} まで`,
    en: (from: string, until: string) => `from ${from} until ${until}`,
  },
  when: { ja: "期間", en: "When" },
  why: { ja: "理由", en: "Why" },
  list: { ja: "試験の一覧", en: "List exams" },
  end: { ja: "試験を終える", en: "End it" },
  onlyLook: {
    ja: "試験の間、受験者は見ることと、自分のVMやジョブを止めることだけができます。動いているVMはそのまま動き続けます。",
    en: "While it lasts they can only look, and stop what is theirs. VMs that run go on running.",
  },
} as const;
