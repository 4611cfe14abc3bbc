export const words = {
  summary: {
    ja: "ホスト上のイメージをテンプレートに加えます(管理者2人の署名が必要)",
    en: "Take an image on a host as a template; two administrators sign it",
  },
  name: { ja: "テンプレートの名前。半角の英小文字と数字", en: "what it is to be called, in lower case" },
  path: { ja: "ホスト上の qcow2 ファイルの絶対パス", en: "the absolute path of a qcow2 file on the host" },
  sha256: { ja: "そのファイルの SHA-256 (sha256sum で分かります)", en: "the file's SHA-256, as sha256sum prints it" },
  ja: { ja: "日本語の説明", en: "what it is, in Japanese" },
  en: { ja: "英語の説明", en: "what it is, in English" },
  host: { ja: "ホスト(複数あるとき)", en: "the host, where there is more than one" },
  working: {
    ja: (name: string) => `テンプレート「${name}」の追加`,
    en: (name: string) => `Taking ${name} as a template`,
  },
  steps: {
    copy: { ja: "イメージを写す", en: "Copy the image" },
    verify: { ja: "署名された中身と比べる", en: "Compare it with what was signed" },
    offer: { ja: "使えるようにする", en: "Offer it" },
  },
  done: {
    ja: (name: string) => `テンプレート「${name}」を使えるようになりました`,
    en: (name: string) => `VMs can be made from ${name} now`,
  },
  minimum: { ja: "必要なディスク", en: "Smallest disk" },
  list: { ja: "テンプレートの一覧", en: "List templates" },
} as const;
