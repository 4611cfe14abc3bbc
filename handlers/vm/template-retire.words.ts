export const words = {
  summary: {
    ja: "テンプレートを新しいVMに使えなくします(管理者2人の署名が必要)",
    en: "Offer a template no more; two administrators sign it",
  },
  template: { ja: "テンプレートの名前", en: "the template's name" },
  host: { ja: "ホスト(複数にあるとき)", en: "the host, where more than one has it" },
  working: {
    ja: (name: string) => `テンプレート「${name}」の提供終了`,
    en: (name: string) => `Retiring the template ${name}`,
  },
  steps: { retire: { ja: "一覧から外す", en: "Take it off the list" } },
  done: {
    ja: (name: string) => `テンプレート「${name}」からは新しいVMを作れなくなりました`,
    en: (name: string) => `No new VM can be made from ${name}`,
  },
  kept: {
    ja: (guests: number) => `これを元にした${guests}台のVMはそのまま使えます。イメージは残しています。`,
    en: (guests: number) => `The ${guests} VMs that stand on it go on as they are; its image is kept.`,
  },
  list: { ja: "テンプレートの一覧", en: "List templates" },
} as const;
