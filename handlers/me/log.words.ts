export const words = {
  summary: {
    ja: "自分の名前で実行・拒否されたことを、ホストの記録から表示します",
    en: "Show all that a host did or refused in your name, as it wrote it down",
  },
  host: { ja: "調べるホスト(省略すると1台選びます)", en: "the host to ask; one is chosen unless you say" },
  result: { ja: "どう終わったか", en: "how it ended" },
  working: { ja: "自分の記録の確認", en: "Looking up what ran in your name" },
  title: {
    ja: (host: string, count: number) => `${host} であなたの名前で行われたこと: ${count}件`,
    en: (host: string, count: number) => `In your name on ${host}: ${count} found`,
  },
  strange: {
    ja: (count: number) => `⚠ ${count}件は、このボットから頼まれた覚えがありません。管理者に知らせてください。`,
    en: (count: number) => `⚠ ${count} of these were not asked for through this bot. Tell an administrator.`,
  },
  refusals: { ja: "断られたもの", en: "What was refused" },
} as const;
