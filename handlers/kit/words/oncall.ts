import type { Phrases } from "../phrases.ts";

/** Who is on call, and taking turns. */
export const oncallWords: Phrases = {
  "oncall.no_rota": {
    ja: () => ["当番表がありません", "管理者が当番の順番を設定すると使えるようになります。"],
    en: () => ["Nobody takes turns on call here", "An administrator has to say first who does: docs/on-call.md."],
  },
  "oncall.member": {
    ja: (n) => [`${n.text("account")} は当番のメンバーではありません`, "メンバーは管理者が決めます。"],
    en: (n) => [`${n.text("account")} takes no turns on call`, "Administrators say who does."],
  },
  "oncall.self": {
    ja: () => ["自分とは交代できません", "代わってもらう人のアカウントを入力してください。"],
    en: () => ["You cannot swap with yourself", "Type the account of somebody else."],
  },
  "oncall.over": {
    ja: () => ["その期間はもう終わっています", "これからの期間を指定してください。"],
    en: () => ["That time is over", "Give a time to come."],
  },
  "oncall.half": {
    ja: () => ["始まりと終わりの両方を指定してください", "どちらも省略すると、次の番になります。"],
    en: () => ["Give both ends of the time, or none", "With none it is your next turn."],
  },
  "oncall.too_long": {
    ja: () => ["期間が長すぎます", "200日までです。ずっと外れるときは管理者に頼んでください。"],
    en: () => ["That is too long", "At most 200 days; to leave for good, ask an administrator."],
  },
  "oncall.no_turn": {
    ja: () => ["これから半年、あなたの番はありません", "当番表は /oncall schedule で見られます。"],
    en: () => ["You have no turn in the next half year", "/oncall schedule shows who has."],
  },
  "oncall.not_theirs": {
    ja: (n) => [
      `その間ずっと ${n.text("account")} が当番というわけではありません`,
      `${n.moment("from")} から ${n.moment("until")} まで。当番表は /oncall schedule で見られます。`,
    ],
    en: (n) => [
      `${n.text("account")} is not on call for all of that time`,
      `From ${n.moment("from")} until ${n.moment("until")}. /oncall schedule shows who is.`,
    ],
  },
  "oncall.is_away": {
    ja: (n) => [`${n.text("account")} はその間不在です`, "ほかの人か、ほかの期間を選んでください。"],
    en: (n) => [`${n.text("account")} cannot then`, "Choose somebody else, or another time."],
  },
  "oncall.covered": {
    ja: (n) => [
      `${n.moment("from")} から ${n.text("account")} が当番です`,
      "代わりたいときは、本人に /oncall swap で頼んでもらってください。",
    ],
    en: (n) => [
      `${n.text("account")} is on call from ${n.moment("from")}`,
      "To take it over, have them ask you with /oncall swap.",
    ],
  },
  "oncall.which_swap": {
    ja: (n) =>
      n.text("numbers") === ""
        ? ["返事を待っている交代はありません", "/oncall now で自分の交代を確かめられます。"]
        : ["どの交代ですか", `番号を付けてください: ${n.text("numbers")}`],
    en: (n) =>
      n.text("numbers") === ""
        ? ["No swap waits for you", "/oncall now shows yours."]
        : ["Which swap?", `Type its number: ${n.text("numbers")}.`],
  },
  "oncall.no_swap": {
    ja: (n) => [`交代 ${n.text("number")} は見つかりません`, "自分に関わるものは /oncall now で見られます。"],
    en: (n) => [`You have no swap ${n.text("number")}`, "/oncall now shows yours."],
  },
  "oncall.not_asked": {
    ja: (n) => ["引き受けられるのは頼まれた本人だけです", `${n.text("account")} の返事を待っています。`],
    en: (n) => ["Only who was asked can accept it", `It waits for ${n.text("account")}.`],
  },
  "oncall.answered": {
    ja: (n) => [`交代 ${n.text("number")} はもう返事が済んでいます`, "いまの当番表は /oncall schedule で見られます。"],
    en: (n) => [`Swap ${n.text("number")} was answered before`, "/oncall schedule shows how it is now."],
  },
  "oncall.pages": {
    ja: (n) => [
      "呼び出しの回数が上限に達しました",
      `1時間に${n.text("limit")}回までです。次は ${n.moment("again")} からです。`,
      "すでに届いている呼び出しは /alert list で見られます。",
    ],
    en: (n) => [
      "That is as often as one can call",
      `${n.text("limit")} times within an hour; again ${n.moment("again")}.`,
      "/alert list shows the calls that were made.",
    ],
  },
  "oncall.pages_all": {
    ja: (n) => [
      "呼び出しの回数が上限に達しました",
      `全員を合わせて1時間に${n.text("limit")}回までです。次は ${n.moment("again")} からです。`,
      "すでに届いている呼び出しは /alert list で見られます。急ぎのときは当番(/oncall now)に直接連絡してください。",
    ],
    en: (n) => [
      "So many calls were made that no more are taken now",
      `All together can call ${n.text("limit")} times within an hour; again ${n.moment("again")}.`,
      "/alert list shows the calls that were made. If it cannot wait, reach whoever is on call (/oncall now) yourself.",
    ],
  },
};
