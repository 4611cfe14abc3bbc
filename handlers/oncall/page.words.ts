export const words = {
  summary: { ja: "当番を呼び出します(急ぎのとき)", en: "Call whoever is on call, when it cannot wait" },
  reason: { ja: "何が起きているか", en: "what is wrong" },
  done: { ja: (who: string) => `${who} を呼び出しました`, en: (who: string) => `${who} is being called` },
  deaf: {
    ja: (who: string) => `当番の ${who} はチャットと結び付いていないので、代わりの人です。`,
    en: (who: string) => `${who} is on call and has no linked chat, so it is somebody in their place.`,
  },
  gap: {
    ja: "いまは当番がいないので、次の人です。",
    en: "Nobody is on call now, so it is whoever comes next.",
  },
  unreachable: { ja: "チャットで呼び出せる人がいません", en: "Nobody can be called by chat" },
  inPerson: {
    ja: "当番表の誰もチャットと結び付いていません。アラートとしては残りますが、誰かに直接知らせてください。",
    en: "Nobody of the rota has a linked chat. It stands as an alert, but tell somebody in person.",
  },
  next: {
    ja: "返事がなければ、次の人、そして全員に知らせます。",
    en: "If nobody answers, the next is called, and then everybody.",
  },
  alerts: { ja: "アラート一覧", en: "List alerts" },
} as const;
