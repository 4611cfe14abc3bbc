import type { Phrase, Phrases } from "../phrases.ts";

/** Something that is nobody's, or somebody else's: which of the two, nobody is told. */
const notFound = (ja: string, en: string): Phrase => ({
  ja: (n) => [`${ja}${n.has("name") ? `「${n.text("name")}」` : ""}は見つかりません`, "自分のものだけを扱えます。"],
  en: (n) => [`You have no ${en}${n.has("name") ? ` ${n.text("name")}` : ""}`, "You can act on your own only."],
});

/** Rules about who asks, when and from where, and about whose yes counts. */
export const ruleWords: Phrases = {
  "role.staff_only": {
    ja: () => [
      "教職員だけができる操作です",
      "必要なときは担当の教員に頼んでください。自分にできることは /help で見られます。",
    ],
    en: () => ["Only staff may do this", "If you need it, ask whoever teaches you. /help lists what you can do."],
  },
  "role.admin_only": {
    ja: () => [
      "管理者だけができる操作です",
      "必要なときは管理者に頼んでください。自分にできることは /help で見られます。",
    ],
    en: () => ["Only administrators may do this", "If you need it, ask one of them. /help lists what you can do."],
  },
  "exam.running": {
    ja: (n) => [
      `試験中です${n.has("course") ? `(${n.text("course")})` : ""}`,
      "試験の間は見ることと、VMの停止、ジョブの取り消しだけができます。",
      n.has("until") ? `${n.moment("until")} に終わります。` : "",
    ],
    en: (n) => [
      `You are sitting an exam${n.has("course") ? ` (${n.text("course")})` : ""}`,
      "Until it ends you can look, stop a VM, and cancel a job.",
      n.has("until") ? `It ends ${n.moment("until")}.` : "",
    ],
  },
  "container.unknown": notFound("コンテナ", "container"),
  "work.unknown": notFound("ジョブ", "job"),
  "address.unknown": notFound("アドレス", "address"),
  "name.unknown": notFound("DNS名", "DNS name"),
  "file.unknown": notFound("ファイル", "file"),
  "approval.self": {
    ja: () => [
      "自分の申請は承認できません",
      "ほかの人に承認してもらってください。別のチャットアカウントでも本人は本人です。",
    ],
    en: () => [
      "Nobody approves what they asked for themselves",
      "Somebody else has to. A second chat account is still the same person.",
    ],
  },
  "approval.role": {
    ja: () => [
      "この承認は使えません",
      "承認した人は、いまこれを承認できるグループに入っていません。何も実行していません。",
    ],
    en: () => [
      "That approval does not count",
      "Whoever gave it is in no group now that may approve this. Nothing was done.",
    ],
  },
  "approval.root": {
    ja: () => [
      "別の管理者の承認が必要です",
      "この操作はホスト全体に影響します。あなたともう1人の管理者が、それぞれ学科のマシンで署名すると実行されます。",
    ],
    en: () => [
      "This needs another administrator's approval",
      "It acts on a whole host: it is done once you and another administrator have each signed it on a department machine.",
    ],
  },
};
