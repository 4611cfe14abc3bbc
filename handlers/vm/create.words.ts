export const words = {
  summary: { ja: "テンプレートから新しいVMを作って起動します", en: "Make a new VM from a template and start it" },
  template: {
    ja: "元になるテンプレート(/vm templates で見られます)",
    en: "what it is made from; /vm templates lists them",
  },
  name: {
    ja: "VMの名前。半角の英小文字・数字・ハイフン、英字から始める",
    en: "its name: a-z, 0-9 and hyphens, a letter first",
  },
  cpu: { ja: "CPUの数(普通は1)", en: "number of CPUs; 1 unless you say" },
  memory: { ja: "メモリ(普通は1G)。2G や 512M のように", en: "memory, like 2G or 512M; 1G unless you say" },
  disk: { ja: "ディスク(普通は10G)", en: "disk, like 10G; 10G unless you say" },
  host: {
    ja: "作るホスト(普通は空いているホスト)",
    en: "the host to make it on; the one with most room unless you say",
  },
  note: { ja: "メモ。日本語も書けます(例: 研究用)", en: "a note of your own, in any language" },
  working: { ja: (name: string) => `VM「${name}」の作成`, en: (name: string) => `Creating VM ${name}` },
  steps: {
    reserve: { ja: "アドレスを予約する", en: "Reserve an address" },
    overlay: { ja: "ディスクを用意する", en: "Make its disk" },
    seed: { ja: "アカウントと鍵を用意する", en: "Prepare your account and key" },
    define: { ja: "VMを登録する", en: "Define the VM" },
  },
  done: { ja: (name: string) => `VM「${name}」ができました`, en: (name: string) => `VM ${name} is ready` },
} as const;
