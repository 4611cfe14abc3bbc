export const words = {
  summary: { ja: "できることと使い方を表示します", en: "Show what you can do, and how" },
  command: { ja: "知りたいコマンド(例: vm)", en: "the command to explain, for example vm" },
  verb: { ja: "その操作(例: create)", en: "what to do with it, for example create" },
} as const;
