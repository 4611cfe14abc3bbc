export const words = {
  summary: { ja: "当番を呼び出します(急ぎのとき)", en: "Call whoever is on call, when it cannot wait" },
  reason: { ja: "何が起きているか", en: "what is wrong" },
  done: { ja: (who: string) => `${who} を呼び出しました`, en: (who: string) => `${who} is being called` },
  nobody: {
    ja: "当番がいないので、次の人を呼び出しました",
    en: "Nobody is on call; whoever comes next is being called",
  },
  next: {
    ja: "返事がなければ、次の人、そして全員に知らせます。",
    en: "If nobody answers, the next is called, and then everybody.",
  },
  alerts: { ja: "アラート一覧", en: "List alerts" },
} as const;
