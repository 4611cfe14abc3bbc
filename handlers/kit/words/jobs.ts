/** What is said around every job. */
export const jobWords = {
  states: {
    waiting: { ja: "受け付けました。順番を待っています。", en: "Accepted; waiting for its turn." },
    running: { ja: "実行しています。", en: "Under way." },
    undoing: { ja: "元に戻しています。", en: "Being undone." },
  },
  cancel: { ja: "取り消す", en: "Cancel" },
  unknownTitle: { ja: "結果がまだわかりません", en: "outcome not known yet" },
  unknown: {
    ja: (host: string) => `ホスト ${host} から応答がなく、どう終わったか確認できません。`,
    en: (host: string) => `Host ${host} does not answer, so nobody knows how it ended.`,
  },
  lastHeard: {
    ja: (time: string) => `最後の応答: ${time}`,
    en: (time: string) => `Last heard: ${time}.`,
  },
  unknownHeld: {
    ja: "結果がわかるまで、使う予定だった分は上限に数えたままになります。",
    en: "Until then, what it would have used stays counted against your limits.",
  },
  unknownNext: {
    ja: "ホストが応答すれば、このメッセージが結果に変わります。もう一度実行する必要はありません。長く続くときは管理者に連絡してください。",
    en: "When the host answers, this message changes to the result; there is no need to run it again. If this lasts, tell an administrator.",
  },
} as const;
