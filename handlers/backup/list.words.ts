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
  none: {
    ja: (path: string) => `${path} はどのバックアップにもありません`,
    en: (path: string) => `${path} is in no backup`,
  },
  nextNight: {
    ja: "今日作ったものは、今夜のバックアップから入ります。名前が違っていないか、/backup list で確かめてください。",
    en: "What was made today is kept from tonight on. /backup list shows what is there, in case its name is another.",
  },
  inside: {
    ja: (count: number, more: boolean) =>
      `最新の版の中身(${more ? "最初の" : ""}${count}件)は添付のファイルにあります。`,
    en: (count: number, more: boolean) =>
      `What is in the newest (${more ? "the first " : ""}${count}) stands in the attached file.`,
  },
  more: {
    ja: (count: number, line: string) => `さらに古い版が${count}個あります。日を指定して戻せます: ${line}`,
    en: (count: number, line: string) =>
      `There ${count === 1 ? "is one older version" : `are ${count} older versions`}. Name a day to bring one back: ${line}`,
  },
  restore: { ja: "最新を復元", en: "Restore the newest" },
  file: "backup-list.txt",
} as const;
