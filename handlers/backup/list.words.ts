export const words = {
  summary: {
    ja: "自分のファイルの、バックアップにある版を見ます",
    en: "List the versions of your own files that the backups hold",
  },
  working: { ja: "バックアップの中を探す", en: "Looking into the backups" },
  title: {
    ja: (path: string, count: number) => `${path}: ${count}個の版があります`,
    en: (path: string, count: number) => `${path}: ${count} ${count === 1 ? "version" : "versions"}`,
  },
  inside: {
    ja: (count: number, more: boolean) =>
      `最新の版の中身(${more ? "最初の" : ""}${count}件)は添付のファイルにあります。`,
    en: (count: number, more: boolean) =>
      `What is in the newest (${more ? "the first " : ""}${count}) stands in the attached file.`,
  },
  more: {
    ja: (count: number) => `さらに古い版が${count}個あります。--as-of で指定できます。`,
    en: (count: number) => `There are ${count} older versions; name one by --as-of.`,
  },
  same: { ja: "変更なし", en: "unchanged" },
  restore: { ja: "最新を復元", en: "Restore the newest" },
  file: "backup-list.txt",
} as const;
