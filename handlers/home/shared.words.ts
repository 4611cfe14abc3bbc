export const words = {
  make: { ja: "VMを作る", en: "Make a VM" },
  more: {
    ja: (count: number) => `ほか${count}台は /vm list で見られます。`,
    en: (count: number) => `/vm list shows the other ${count}.`,
  },
  waits: { ja: "あなたの返事を待っているものはありません", en: "Nothing waits for you" },
} as const;
