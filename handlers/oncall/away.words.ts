export const words = {
  away: { ja: "当番に入れない日を知らせます(休み、試験など)", en: "Mark days on which you cannot: holidays, exams" },
  back: { ja: "知らせた不在を取り消します", en: "Take back days that you had marked" },
  cover: { ja: "当番のいない期間を引き受けます", en: "Take a time that nobody has" },
  assign: { ja: "ある期間の当番を決めます(管理者)", en: "Give a time to somebody, for administrators" },
  marked: { ja: "不在として登録しました", en: "Marked: you cannot then" },
  yours: {
    ja: "その間にあなたの番があります。代わりを /oncall swap で頼んでください。見つからなければ、アラート用のチャンネルで募集します。",
    en: "You have a turn then: ask somebody with /oncall swap. If nobody takes it, the alert channel is asked.",
  },
  taken: { ja: "引き受けました。ありがとうございます", en: "It is yours. Thank you" },
  assigned: { ja: (who: string) => `${who} を当番にしました`, en: (who: string) => `${who} has it now` },
  unmarked: {
    ja: (count: number) => (count === 0 ? "その間に不在の登録はありません" : "不在を取り消しました"),
    en: (count: number) => (count === 0 ? "You had marked nothing then" : "Taken back: you can again"),
  },
} as const;
