export const words = {
  summary: { ja: "VMのバックアップの一覧を表示します", en: "List a VM's backups" },
  working: {
    ja: (name: string) => `VM「${name}」のバックアップの確認`,
    en: (name: string) => `Looking for backups of VM ${name}`,
  },
  title: {
    ja: (name: string, count: number) => `VM「${name}」のバックアップ(${count}個)`,
    en: (name: string, count: number) => `Backups of VM ${name} (${count})`,
  },
  none: {
    ja: (name: string) => `VM「${name}」のバックアップはありません`,
    en: (name: string) => `VM ${name} has no backup`,
  },
  make: { ja: "/vm backup で今のディスクを保存できます。", en: "/vm backup keeps its disk as it is now." },
  how: {
    ja: "戻すには /vm restore に --id か --as-of を付けます。7日間はすべて、その後の4週間は1週間に1つ残ります。",
    en: "/vm restore puts one back, with --id or --as-of. All are kept for 7 days, then one a week for 4 weeks.",
  },
  more: { ja: (count: number) => `ほかに古いものが${count}個あります。`, en: (count: number) => `And ${count} older.` },
  earlier: { ja: "同じ名前の前のVM", en: "of an earlier VM of that name" },
  now: { ja: "今バックアップする", en: "Back up now" },
  put: { ja: (time: string) => `${time} に戻す`, en: (time: string) => `Put back ${time}` },
  question: {
    ja: (name: string, time: string) => `VM「${name}」を ${time} の状態に戻しますか?`,
    en: (name: string, time: string) => `Put VM ${name} back as it was at ${time}?`,
  },
  loses: {
    ja: "それより後にディスクに書いたものは、すべて失われます。残したいときは、先に /vm backup を実行してください。",
    en: "Everything written to its disk since then is lost. To keep it, type /vm backup first.",
  },
  cuts: {
    ja: "動いているので、いったん電源を切り、戻したあとに起動します。",
    en: "It is running: its power is cut, and it is started again afterwards.",
  },
  ofEarlier: {
    ja: "これは、以前持っていた同じ名前のVMのバックアップです。",
    en: "This is the backup of a VM of that name that you had before.",
  },
  id: { ja: "バックアップの番号", en: "Backup" },
  yes: { ja: "この状態に戻す", en: "Put it back" },
  list: { ja: "ほかのバックアップ", en: "Other backups" },
} as const;
