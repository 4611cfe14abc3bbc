export const words = {
  summary: {
    ja: "復元すると何がどこに戻るかを確かめます",
    en: "See what a restore would bring back, and where to",
  },
  working: { ja: "復元するものの確認", en: "Looking up what would be restored" },
  question: {
    ja: (path: string) => `${path} を復元しますか?`,
    en: (path: string) => `Restore ${path}?`,
  },
  into: {
    ja: (folder: string) => `${folder} に置きます。いまあるファイルは上書きしません。`,
    en: (folder: string) => `It goes into ${folder}; nothing that is there is overwritten.`,
  },
  amount: {
    ja: (files: number, size: string) => `${files}個、${size}`,
    en: (files: number, size: string) => `${files} ${files === 1 ? "file" : "files"}, ${size}`,
  },
  more: { ja: (count: number) => `ほか${count}個`, en: (count: number) => `and ${count} more` },
  restore: { ja: "復元する", en: "Restore" },
} as const;
