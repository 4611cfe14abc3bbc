export const words = {
  summary: {
    ja: "ホストに届く前にボットが断ったものを表示します",
    en: "Show what the bot refused you before any host was asked",
  },
  title: { ja: (count: number) => `断られたもの: ${count}件`, en: (count: number) => `Refused: ${count} found` },
  log: { ja: "実行されたもの", en: "What ran" },
} as const;
