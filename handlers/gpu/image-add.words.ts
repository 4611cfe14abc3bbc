export const words = {
  summary: {
    ja: "クラスタにある sif を、名前で選べるイメージとして一覧に加えます",
    en: "Offer a sif of the cluster's by name",
  },
  name: { ja: "イメージの名前。半角の英小文字と数字", en: "what it is to be called, in lower case" },
  path: {
    ja: "sif の絶対パス。root だけが書き込め、誰でも読めるもの",
    en: "the sif's absolute path; only root may change it, and everybody may read it",
  },
  ja: { ja: "日本語の説明", en: "what it is, in Japanese" },
  en: { ja: "英語の説明", en: "what it is, in English" },
  working: {
    ja: (name: string) => `イメージ「${name}」の追加`,
    en: (name: string) => `Offering the image ${name}`,
  },
  steps: { list: { ja: "一覧に加える", en: "Put it on the list" } },
  done: {
    ja: (name: string) => `イメージ「${name}」を --image ${name} で使えるようになりました`,
    en: (name: string) => `Jobs can use the image ${name} now`,
  },
  next: {
    ja: "まだGPUで試していません。管理者が /gpu check で確かめると、一覧に確認した日が出ます。",
    en: "It was not tried on a GPU yet. Once an administrator has checked it, the list says when.",
  },
  framework: { ja: "フレームワーク", en: "Framework" },
  cuda: { ja: "CUDA", en: "CUDA" },
  size: { ja: "大きさ", en: "Size" },
  unknown: { ja: "イメージからは分かりません", en: "the image does not say" },
  check: { ja: "GPUで試す", en: "Try it on a GPU" },
  list: { ja: "イメージの一覧", en: "List images" },
} as const;
