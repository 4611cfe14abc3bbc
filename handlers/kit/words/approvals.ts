import type { Phrases } from "../phrases.ts";

/** Why a yes was not taken, and how requests that waited for one ended. */
export const approvalWords: Phrases = {
  "approval.unknown": {
    ja: (n) => [`承認 ${n.text("number")} はありません`, "/approvals list で待っているものを確かめられます。"],
    en: (n) => [`There is no approval ${n.text("number")}`, "/approvals list shows what waits."],
  },
  "approval.over": {
    ja: (n) => [
      `承認 ${n.text("number")} はもう決まっています`,
      n.has("who")
        ? `${n.text("who")} さんが決めました。`
        : "期限が過ぎたか、取り下げられたか、実行できなくなりました。",
    ],
    en: (n) => [
      `Approval ${n.text("number")} is decided already`,
      n.has("who") ? `${n.text("who")} was first.` : "It ran out, was taken back, or cannot be done any more.",
    ],
  },
  "approval.changed": {
    ja: (n) => [
      `承認 ${n.text("number")} の内容が変わりました`,
      "承認はまだ行われていません。いまの内容を確かめて、もう一度承認してください。",
    ],
    en: (n) => [
      `Approval ${n.text("number")} is not what it was`,
      "Nothing was approved. Look at it as it is now, and say yes to that.",
    ],
  },
  "approval.not_yours": {
    ja: () => [
      "この申請を承認できる人ではありません",
      "いま承認できるグループに入っている人だけが承認・却下できます。",
    ],
    en: () => ["You are not among those who may decide this", "Only who is in one of the approvers' groups now can."],
  },
  "approval.unsigned": {
    ja: (n) => [
      "この操作には署名が必要です",
      `学科のマシンで shisa approve ${n.text("number")} を実行してください。申請した人も同じように署名します。`,
    ],
    en: (n) => [
      "This act has to be signed",
      `Run shisa approve ${n.text("number")} on a department machine; who asked signs it there too.`,
    ],
  },
  "approval.proof": {
    ja: () => [
      "承認した人を確かめられませんでした",
      "承認に使われたチャットのアカウントは、その人のものだと証明されていません。何も実行していません。",
    ],
    en: () => [
      "It cannot be told who approved this",
      "The chat account that said yes is not proved to be that person's. Nothing was done.",
    ],
  },
  "approval.impossible": {
    ja: (n) => [`承認 ${n.text("number")} はもう実行できません`, "申請した人に伝えました。承認は行われていません。"],
    en: (n) => [
      `Approval ${n.text("number")} cannot be done any more`,
      "Who asked was told why. Nothing was approved.",
    ],
  },
  "approval.many": {
    ja: (n) => [
      "承認待ちの申請が多すぎます",
      `いま${n.text("waiting")}件待っていて、上限は${n.text("limit")}件です。/approvals list から取り下げられます。`,
    ],
    en: (n) => [
      "Too many of your requests wait already",
      `${n.text("waiting")} wait and the limit is ${n.text("limit")}. /approvals list lets you take some back.`,
    ],
  },
  "approval.denied": {
    ja: (n) => ["却下されました", `${n.text("who")} さん: ${n.text("reason")}`, "何も実行していません。"],
    en: (n) => ["denied", `${n.text("who")}: ${n.text("reason")}`, "Nothing was done."],
  },
  "approval.expired": {
    ja: () => ["期限までに承認されませんでした", "何も実行していません。必要なら、もう一度入力してください。"],
    en: () => ["nobody approved it in time", "Nothing was done. Type it again if you still need it."],
  },
  "approval.withdrawn": {
    ja: () => ["取り下げました", "何も実行していません。"],
    en: () => ["you took it back", "Nothing was done."],
  },
};
