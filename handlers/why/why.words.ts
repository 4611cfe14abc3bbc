export const words = {
  summary: {
    ja: "断られた理由、VMが動かない・つながらない理由を説明します",
    en: "Explain a refusal, a job, a VM that is off, an address that does not answer",
  },
  thing: {
    ja: "VMの名前かアドレス、またはジョブの番号(省略すると最後に断られたもの)",
    en: "a VM, its address, or a job's number; your last refusal unless you say",
  },
  none: { ja: "断られたものはありません", en: "Nothing of yours was refused" },
  ask: {
    ja: "動かないVMは /why VMの名前、失敗したジョブは /why 番号 で調べられます。",
    en: "For a VM that does not work type /why and its name, for a job /why and its number.",
  },
  refused: { ja: (line: string) => `断られました: ${line}`, en: (line: string) => `Refused: ${line}` },
  forgotten: {
    ja: (rule: string) => `規則 ${rule} により断られました`,
    en: (rule: string) => `Refused by the rule ${rule}`,
  },
  forgottenNext: {
    ja: "ボットの再起動より前のことなので、細かい数字は残っていません。/can の後に同じコマンドを続けると、いまどうなるかを確かめられます。",
    en: "That was before the bot's last start, so its numbers are not kept. Type /can and the same command to see how it stands now.",
  },
  job: {
    ja: (number: number, line: string) => `ジョブ #${number}: ${line}`,
    en: (number: number, line: string) => `Job #${number}: ${line}`,
  },
  done: { ja: "これは実行され、うまく終わりました。", en: "It was done, and nothing went wrong." },
  working: { ja: "いま実行中です。", en: "It is being done now." },
  waiting: { ja: "順番を待っています。", en: "It waits for its turn." },
  silent: {
    ja: (host: string, age: string) => `ホスト ${host} から応答がありません(最後: ${age})。`,
    en: (host: string, age: string) => `Host ${host} does not answer; it was last heard ${age}.`,
  },
  unknown: {
    ja: "ホストが応答しないため、どうなったか分かりません。応答が戻ると、元のメッセージが直ります。",
    en: "Its host fell silent, so nobody knows how it ended. When it answers, the job's own message is put right.",
  },
  denied: {
    ja: (who: string, reason: string) => `${who} が認めませんでした。${reason === "" ? "" : `理由: ${reason}`}`,
    en: (who: string, reason: string) => `${who} did not approve it${reason === "" ? "." : `: ${reason}`}`,
  },
  expired: { ja: "期限までに承認されませんでした。", en: "It was not approved in time." },
  approval: { ja: "承認", en: "Approval" },
  nowAllowed: { ja: "いまなら許可されます。", en: "It would be allowed now." },
  rule: { ja: "規則", en: "Rule" },
  when: { ja: "日時", en: "When" },
  host: { ja: "ホスト", en: "Host" },
  again: { ja: "もう一度実行する", en: "Do it again" },
  jobs: { ja: "ジョブの一覧", en: "List jobs" },
  list: { ja: "VMの一覧", en: "List VMs" },
  refusals: { ja: "断られたもの", en: "What was refused" },
  show: { ja: "ジョブを見る", en: "Show the job" },
} as const;
