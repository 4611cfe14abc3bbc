export const words = {
  summary: {
    ja: "消した・壊した自分のファイルを、バックアップから自分のホームに戻します",
    en: "Bring your own lost file back from the backups, into a folder of your home",
  },
  working: { ja: "ファイルの復元", en: "Restoring your files" },
  steps: {
    copy: { ja: "バックアップからコピーする", en: "Copy them from the backup" },
    place: { ja: "ホームのフォルダに置く", en: "Put them into your home" },
  },
  /** Where the home is on another host. */
  carrying: {
    pack: { ja: "バックアップのホストでまとめる", en: "Pack them on the host of the backups" },
    fetch: { ja: "ホームのあるホストに運ぶ", en: "Carry them to the host with your home" },
    unpack: { ja: "ホームの中に広げる", en: "Unpack them in your home" },
    place: { ja: "フォルダに名前を付ける", en: "Give their folder its name" },
  },
  done: {
    ja: (path: string, folder: string) => `${path} を ${folder} に戻しました`,
    en: (path: string, folder: string) => `${path} is back, in ${folder}`,
  },
  next: {
    ja: "中身を確かめて、必要なら元の場所に移してください。",
    en: "Look at it, then move it to where you want it.",
  },
  where: { ja: "場所", en: "Where" },
} as const;
