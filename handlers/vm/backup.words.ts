export const words = {
  summary: {
    ja: "VMのディスクをバックアップします(動いたままで取れます)",
    en: "Back a VM's disk up, while it runs if it does",
  },
  working: { ja: (name: string) => `VM「${name}」のバックアップ`, en: (name: string) => `Backing VM ${name} up` },
  steps: {
    image: { ja: "保存先を用意する", en: "Make room in the pool" },
    capture: { ja: "今のディスクを写し取る", en: "Catch the disk as it is now" },
    copy: { ja: "保存先へ写す", en: "Copy it to the pool" },
    seal: { ja: "完成を記録する", en: "Write down that it is whole" },
    thin: { ja: "古いものを整理する", en: "Thin out old ones" },
  },
  done: {
    ja: (name: string) => `VM「${name}」をバックアップしました`,
    en: (name: string) => `VM ${name} is backed up`,
  },
  whileRunning: {
    ja: "動いたまま、始めた瞬間のディスクを写しました。戻したときは、その瞬間に電源が切れたのと同じ状態から起動します。",
    en: "It ran meanwhile; this is its disk at the moment it began. Put back, it starts as after a power cut at that moment.",
  },
  thinned: {
    ja: "7日間はすべて、その後の4週間は1週間に1つ残ります。戻すには /vm restore を使います。",
    en: "All are kept for 7 days, then one a week for 4 weeks. /vm restore puts one back.",
  },
  taken: { ja: "日時", en: "Taken" },
  size: { ja: "保存先での大きさ", en: "Takes in the pool" },
  kept: { ja: "このVMのバックアップ", en: "Backups of this VM" },
  count: { ja: (count: number) => `${count}個`, en: (count: number) => `${count}` },
  list: { ja: "バックアップの一覧", en: "List backups" },
} as const;
