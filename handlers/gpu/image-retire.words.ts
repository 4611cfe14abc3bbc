export const words = {
  summary: {
    ja: "イメージを一覧から外します(ファイルは残ります)",
    en: "Offer an image no longer; its file stays",
  },
  name: { ja: "イメージの名前(/gpu images で見られます)", en: "the image's name; /gpu images shows them" },
  working: {
    ja: (name: string) => `イメージ「${name}」の提供終了`,
    en: (name: string) => `Retiring the image ${name}`,
  },
  steps: { list: { ja: "一覧から外す", en: "Take it off the list" } },
  done: {
    ja: (name: string) => `イメージ「${name}」を一覧から外しました`,
    en: (name: string) => `The image ${name} is offered no longer`,
  },
  kept: {
    ja: (path: string) => `動いているジョブはそのまま続きます。ファイルは残しています: ${path}`,
    en: (path: string) => `Jobs that run in it go on. Its file is kept: ${path}`,
  },
  list: { ja: "イメージの一覧", en: "List images" },
} as const;
