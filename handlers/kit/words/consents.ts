import type { Phrases } from "../phrases.ts";

/** Why what was signed for an act of risk "root" does not count. */
export const consentWords: Phrases = {
  "consent.missing": {
    ja: () => [
      "署名がありません",
      "この操作は、申請した人と別の管理者の2人が署名しないと行われません。何も実行していません。",
    ],
    en: () => [
      "It was not signed",
      "Who asked and another administrator both have to sign this act. Nothing was done.",
    ],
  },
  "consent.unneeded": {
    ja: (n) => ["署名はいりません", `/approvals approve ${n.has("number") ? n.text("number") : ""} で承認できます。`],
    en: (n) => ["It need not be signed", `Say yes with /approvals approve ${n.has("number") ? n.text("number") : ""}.`],
  },
  "consent.first": {
    ja: (n) => [
      "申請した人の署名がまだありません",
      `先に${n.has("who") ? ` ${n.text("who")} さん` : "申請した人"}が shisa approve を実行してから、もう一度署名してください。`,
    ],
    en: (n) => [
      "Who asked has not signed it yet",
      `${n.has("who") ? n.text("who") : "Who asked"} runs shisa approve first; sign it again after that.`,
    ],
  },
  "consent.other_act": {
    ja: () => [
      "署名は別の操作のものです",
      "署名された内容が、実行しようとした内容と違います。何も実行していません。もう一度申請してください。",
    ],
    en: () => ["What was signed is another act", "It is not what was about to be done. Nothing was done: ask again."],
  },
  "consent.requester": {
    ja: (n) => [
      "1つ目の署名が申請した人のものではありません",
      n.has("account") ? `署名した人: ${n.text("account")}` : "何も実行していません。",
    ],
    en: (n) => [
      "The first signature is not of who asked",
      n.has("account") ? `It is ${n.text("account")}'s.` : "Nothing was done.",
    ],
  },
  "consent.approver": {
    ja: (n) => [
      "2つ目の署名が承認した人のものではありません",
      n.has("account") ? `署名した人: ${n.text("account")}` : "何も実行していません。",
    ],
    en: (n) => [
      "The second signature is not of who approved",
      n.has("account") ? `It is ${n.text("account")}'s.` : "Nothing was done.",
    ],
  },
};
