export const words = {
  summary: { ja: "当番に入れない日を知らせます(休み、試験など)", en: "Mark days on which you cannot: holidays, exams" },
  marked: { ja: "不在として登録しました", en: "Marked: you cannot then" },
  yours: {
    ja: "その間にあなたの番があります。代わりを /oncall swap で頼んでください。見つからなければ、アラート用のチャンネルで募集します。",
    en: "You have a turn then: ask somebody with /oncall swap. If nobody takes it, the alert channel is asked.",
  },
} as const;
