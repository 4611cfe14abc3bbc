export const shared = {
  host: { ja: "バックアップのホスト(複数あるとき)", en: "the host of the backups, where there are several" },
  path: { ja: "自分のホームのファイルかフォルダ(~/report.tex)", en: "a file or folder of your own home: ~/report.tex" },
  asOf: {
    ja: "いつの時点か(昨日、3日前、先週の金曜日、11/20)",
    en: "as it was when: yesterday, 3 days ago, last Friday, 11/20",
  },
  /** What people look for there and do not find. */
  noDisks: {
    ja: "VMのディスクはこのバックアップに入っていません(/vm backup を使ってください)。",
    en: "VMs' disks are not in these backups; /vm backup keeps those.",
  },
  taken: { ja: "保存した日時", en: "Taken" },
  size: { ja: "大きさ", en: "Size" },
  way: { ja: "ホスト", en: "Hosts" },
  fromTo: {
    ja: (from: string, to: string) => `${from} から ${to} へ`,
    en: (from: string, to: string) => `from ${from} to ${to}`,
  },
  hostField: { ja: "ホスト", en: "Host" },
  kinds: {
    file: { ja: "ファイル", en: "file" },
    folder: { ja: "フォルダ", en: "folder" },
    link: { ja: "リンク", en: "link" },
  },
  skipped: {
    ja: (count: number) => `あなたのものではない、または復元できないもの ${count}件は含まれません。`,
    en: (count: number) => `${count} in it are not yours or cannot be brought back, and are left out.`,
  },
  list: { ja: "版の一覧", en: "List versions" },
  status: { ja: "バックアップの状態", en: "Backup status" },
  check: { ja: "詳しく調べる", en: "Check them" },
} as const;
