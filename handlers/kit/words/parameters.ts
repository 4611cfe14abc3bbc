import type { Text } from "../reply.ts";

/** What forms call each parameter, in a word or two. */
export const parameterLabels: Readonly<Record<string, Text>> = {
  template: { ja: "テンプレート", en: "Template" },
  name: { ja: "名前", en: "Name" },
  cpu: { ja: "CPUの数", en: "Number of CPUs" },
  memory: { ja: "メモリ", en: "Memory" },
  disk: { ja: "ディスク", en: "Disk" },
  host: { ja: "ホスト", en: "Host" },
  note: { ja: "メモ", en: "Note" },
  force: { ja: "強制的に電源を切る", en: "Cut the power" },
  number: { ja: "ジョブの番号", en: "Job number" },
  language: { ja: "言語", en: "Language" },
  command: { ja: "コマンド", en: "Command" },
  verb: { ja: "操作", en: "What to do" },
  identity: { ja: "チャットでのID", en: "Chat identity" },
  key: { ja: "公開鍵", en: "Public key" },
  file: { ja: "公開鍵のファイル", en: "Public key file" },
  which: { ja: "どの鍵か", en: "Which key" },
  account: { ja: "アカウント", en: "Account" },
  words: { ja: "探す言葉", en: "Words" },
  person: { ja: "アカウント", en: "Account" },
  since: { ja: "いつから", en: "Since" },
  result: { ja: "結果", en: "Result" },
  limit: { ja: "件数", en: "How many" },
  line: { ja: "コマンド全体", en: "The whole command" },
  thing: { ja: "調べるもの", en: "What to look into" },
};
