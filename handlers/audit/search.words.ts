export const words = {
  summary: {
    ja: "ホストで何が実行されたかを調べます(誰が頼み、誰が承認し、どう終わったか)",
    en: "Search what ran on a host: who asked, who said yes, how it ended",
  },
  words: { ja: "記録に含まれる言葉(すべて含むもの)", en: "words that stand in the line, all of them" },
  person: { ja: "頼んだ人のアカウント", en: "the account that asked" },
  host: { ja: "調べるホスト(省略すると1台選びます)", en: "the host to ask; one is chosen unless you say" },
  result: { ja: "どう終わったか", en: "how it ended" },
  working: { ja: "監査ログの検索", en: "Searching the audit" },
  title: {
    ja: (host: string, count: number) => `${host} の監査ログ: ${count}件`,
    en: (host: string, count: number) => `The audit of ${host}: ${count} found`,
  },
  bot: { ja: "ボットの記録", en: "The bot's own" },
  head: {
    ja: (lines: number, hash: string) => `${lines} 行目まで · ${hash}`,
    en: (lines: number, hash: string) => `${lines} lines · ${hash}`,
  },
} as const;
