import type { Phrases } from "../phrases.ts";

/** Times, limits of one person's own, and exams. */
export const orderWords: Phrases = {
  "moment.invalid": {
    ja: (n) => [
      `「${n.text("typed")}」は日時として読めません`,
      "2026-12-01 13:00、12/1 13:00、13:00、明日 9:00、+3h のように入力してください。",
    ],
    en: (n) => [
      `${n.text("typed")} is no time that we can read`,
      "Type it like 2026-12-01 13:00, 12/1 13:00, 13:00, tomorrow 9:00 or +3h.",
    ],
  },
  "order.times": {
    ja: () => [
      "終わりの時刻が過ぎているか、始まりより前です",
      "始まりより後の、これから来る時刻を --until に指定してください。",
    ],
    en: () => ["It would be over before it begins", "Give --until a time to come, after the beginning."],
  },
  "orders.full": {
    ja: (n) => [
      "個別の上限と試験が多すぎます",
      `全部で${n.text("limit")}件までです。要らないものを /limit end や /exam end で終えてください。`,
    ],
    en: (n) => [
      "There are too many limits and exams",
      `There can be ${n.text("limit")} in all. End what is no longer needed: /limit end, /exam end.`,
    ],
  },
  "maintenance.what": {
    ja: (n) => [`「${n.text("typed")}」という対象はありません`, `あるもの: ${n.text("known")}`],
    en: (n) => [`There is no ${n.text("typed")} to maintain`, `What there is: ${n.text("known")}.`],
  },
  "maintenance.standing": {
    ja: (n) => [
      `${n.text("what")} にはもうメンテナンスの予定があります`,
      `始まりは ${n.moment("from")}、終わりは ${n.moment("until")} です。`,
      "変えるには、先に /maintenance end で取りやめてください。",
    ],
    en: (n) => [
      `A maintenance of ${n.text("what")} is planned already`,
      `It begins ${n.moment("from")} and ends ${n.moment("until")}.`,
      "To change it, end that one first: /maintenance end.",
    ],
  },
  "maintenance.none": {
    ja: (n) => [`${n.text("what")} にメンテナンスの予定はありません`, "あるものは /maintenance list で見られます。"],
    en: (n) => [`No maintenance of ${n.text("what")} is planned`, "/maintenance list shows those that are."],
  },
  "maintenance.overrun": {
    ja: (n) => [
      n.has("host")
        ? `${n.text("host")} のメンテナンスまでに終わらないかもしれません`
        : "メンテナンスまでに終わらないかもしれません",
      `メンテナンスは ${n.moment("from")} に始まり、${n.moment("until")} に終わります。このジョブには最長で${n.text("minutes")}分かかります。`,
      "終わってからもう一度試すか、ほかのホストで試してください。",
    ],
    en: (n) => [
      n.has("host")
        ? `It may not be over before ${n.text("host")} is maintained`
        : "It may not be over before the maintenance",
      `That begins ${n.moment("from")} and ends ${n.moment("until")}; this may take up to ${n.text("minutes")} min.`,
      "Try again when it is over, or on another host.",
    ],
  },
  "limit.self": {
    ja: () => ["自分の上限は自分では変えられません", "ほかの管理者に頼んでください。"],
    en: () => ["You cannot set your own limits", "Ask another administrator to."],
  },
  "limit.person": {
    ja: (n) => [
      `「${n.text("account")}」というアカウントは学科のグループに見つかりません`,
      "アカウント名を確かめて、もう一度試してください。",
    ],
    en: (n) => [
      `${n.text("account")} is in none of the department's groups`,
      "Check the account's name and try again.",
    ],
  },
  "limit.none": {
    ja: (n) => [`${n.text("account")} に個別の上限はありません`, "あるものは /limit list で見られます。"],
    en: (n) => [`${n.text("account")} has no limits of their own`, "/limit list shows who has."],
  },
  "exam.course": {
    ja: (n) => [
      `「${n.text("course")}」というグループはありません`,
      "授業のUnixグループの名前を入力してください。なければ、管理者に作ってもらってください。",
    ],
    en: (n) => [
      `There is no group ${n.text("course")}`,
      "Type the name of the course's Unix group. If it has none, ask an administrator to make one.",
    ],
  },
  "exam.everybody": {
    ja: (n) => [
      `「${n.text("course")}」は授業ではなく、全員に関わるグループです`,
      "授業のUnixグループの名前を入力してください。",
    ],
    en: (n) => [`${n.text("course")} is no course but everybody`, "Type the name of a course's own Unix group."],
  },
  "exam.nobody": {
    ja: (n) => [`「${n.text("course")}」に学生はいません`, "グループの名前とメンバーを確かめてください。"],
    en: (n) => [`There is no student in ${n.text("course")}`, "Check the group's name and who is in it."],
  },
  "exam.standing": {
    ja: (n) => [
      `${n.text("course")} にはもう試験があります`,
      `始まりは ${n.moment("from")}、終わりは ${n.moment("until")} です。`,
      "変えるには、先に /exam end で終えてください。",
    ],
    en: (n) => [
      `${n.text("course")} has an exam already`,
      `It begins ${n.moment("from")} and ends ${n.moment("until")}.`,
      "To change it, end that one first: /exam end.",
    ],
  },
  "exam.none": {
    ja: (n) => [`${n.text("course")} に試験はありません`, "あるものは /exam list で見られます。"],
    en: (n) => [`${n.text("course")} has no exam`, "/exam list shows those that there are."],
  },
};
