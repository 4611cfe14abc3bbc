export const words = {
  summary: { ja: "VMの元になるテンプレートの一覧を表示します", en: "List what VMs can be made from" },
  title: { ja: "テンプレート", en: "Templates" },
  none: { ja: "使えるテンプレートがありません", en: "There are no templates" },
  next: {
    ja: "下の例のように作れます。名前は自由に付けられます。",
    en: "Make one as in the line below; the name is yours to choose.",
  },
  disk: { ja: (size: string) => `ディスク ${size} 以上`, en: (size: string) => `disk ${size} or more` },
  make: { ja: (name: string) => `${name} で作る`, en: (name: string) => `Make a ${name}` },
  age: { ja: (age: string) => `${age}の情報`, en: (age: string) => `As of ${age}` },
} as const;
