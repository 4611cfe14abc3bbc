import type { Text } from "../kit/reply.ts";

/** What is said about a request that waits, or waited, for another person's yes. */
export const shared = {
  number: { ja: "承認の番号", en: "the approval's number" },
  waits: {
    ja: (act: string, number: number) => `${act}: 承認 ${number} を待っています`,
    en: (act: string, number: number) => `${act}: waits for approval ${number}`,
  },
  title: {
    ja: (number: number, who: string, act: string) => `承認 ${number}: ${who} さん: ${act}`,
    en: (number: number, who: string, act: string) => `Approval ${number}: ${who}: ${act}`,
  },
  who: { ja: "申請した人", en: "Who asks" },
  from: { ja: "どこから", en: "From" },
  host: { ja: "ホスト", en: "Host" },
  rule: { ja: "承認が要る理由", en: "Why it is asked" },
  mayApprove: { ja: "承認できる人", en: "Who may approve" },
  mayApproveText: {
    ja: (who: string) => `承認できる人: ${who}(申請した人本人を除く)。`,
    en: (who: string) => `Who may approve it: ${who}, and always another person than who asked.`,
  },
  until: { ja: "期限", en: "Ends" },
  untilText: {
    ja: (time: string) => `${time} までに承認されなければ、実行されません。`,
    en: (time: string) => `If nobody says yes by ${time}, it is not done.`,
  },
  here: {
    ja: "結果はこのメッセージに出ます。待っている間、ほかの作業を続けられます。",
    en: "Whatever comes of it is shown in this message; you need not wait here.",
  },
  noChannel: {
    ja: "承認者のチャンネルがないので、番号を添えて、承認できる人に直接伝えてください。",
    en: "There is no channel in which approvers are asked: give the number to somebody who may approve it.",
  },
  started: { ja: "これから実行します。", en: "It is being started." },
  approvedBy: { ja: (who: string) => `${who} さんが承認しました`, en: (who: string) => `Approved by ${who}` },
  deniedBy: { ja: (who: string) => `${who} さんが却下しました`, en: (who: string) => `Denied by ${who}` },
  reason: { ja: "理由", en: "Reason" },
  states: {
    waiting: { ja: "承認待ち", en: "waiting" },
    approved: { ja: "承認済み", en: "approved" },
    denied: { ja: "却下", en: "denied" },
    expired: { ja: "期限切れ", en: "expired" },
    ended: { ja: "実行できなくなりました", en: "cannot be done any more" },
    withdrawn: { ja: "取り下げ", en: "withdrawn" },
  },
  approve: { ja: "承認する", en: "Approve" },
  deny: { ja: "却下する", en: "Deny" },
  withdraw: { ja: "取り下げる", en: "Withdraw" },
  list: { ja: "承認の一覧", en: "List approvals" },
  signed: {
    ja: (number: number) => `学科のマシンで shisa approve ${number} を実行して承認します。`,
    en: (number: number) => `It is approved by shisa approve ${number} on a department machine.`,
  },
  signFirst: {
    ja: (number: number) =>
      `まずあなたが、学科のマシンで shisa approve ${number} を実行して署名してください。そのあと別の管理者が同じように署名すると実行されます。`,
    en: (number: number) =>
      `Sign it yourself first: shisa approve ${number} on a department machine. It is done once another administrator has signed it there too.`,
  },
  signNext: {
    ja: (number: number) =>
      `あなたの署名は済みました。1時間以内に別の管理者が shisa approve ${number} を実行すると行われます。`,
    en: (number: number) =>
      `You have signed it. It is done once another administrator has, within an hour: shisa approve ${number}.`,
  },
  changed: {
    ja: "申請の条件が変わったので、あらためて承認が必要です。",
    en: "What the rule counts has changed since it was asked for: this is the request as it is now.",
  },
  forgotten: { ja: "この申請の記録はもうありません", en: "This request is not known any more" },
} as const;

/** How the values of an action's input are called; others go by their own names. */
export const inputLabels: Readonly<Record<string, Text>> = {
  name: { ja: "名前", en: "Name" },
  template: { ja: "テンプレート", en: "Template" },
  cpu: { ja: "CPU", en: "CPU" },
  memoryMiB: { ja: "メモリ", en: "Memory" },
  diskGiB: { ja: "ディスク", en: "Disk" },
  note: { ja: "メモ", en: "Note" },
};
