import type { Text } from "../kit/reply.ts";

const kinds: Readonly<Record<string, Text>> = {
  cache: { ja: "プログラムの一時的な保存(必要ならまた作られます)", en: "caches; programs make them again" },
  npm: { ja: "npm のキャッシュ", en: "npm's cache" },
  conda: { ja: "conda が取ってきたパッケージの控え", en: "packages that conda keeps a second time" },
  apptainer: { ja: "Apptainer のイメージの控え", en: "images that Apptainer keeps a second time" },
  containers: {
    ja: "自分の podman のイメージ(使っていないものだけ消えます)",
    en: "your own podman images; only unused ones go",
  },
  trash: { ja: "ごみ箱", en: "the trash" },
  cargo: { ja: "cargo が取ってきたもの", en: "what cargo downloaded" },
  gradle: { ja: "gradle のキャッシュ", en: "gradle's caches" },
  maven: { ja: "maven が取ってきたもの", en: "what maven downloaded" },
  core: { ja: "異常終了したプログラムのメモリの写し", en: "the memory of a program that crashed" },
};

export const words = {
  summary: {
    ja: "ホームの使用量と、消してよいものを表示します",
    en: "Show what your home takes, and what can go",
  },
  working: { ja: "ホームの使用量の確認", en: "Looking at your home" },
  title: { ja: (total: string) => `ホームは ${total} です`, en: (total: string) => `Your home takes ${total}` },
  titleOf: {
    ja: (total: string, quota: string, percent: number) => `ホームは ${total} です(上限 ${quota} の ${percent}%)`,
    en: (total: string, quota: string, percent: number) => `Your home takes ${total} of ${quota} (${percent}%)`,
  },
  atLeast: { ja: (total: string) => `${total} 以上`, en: (total: string) => `at least ${total}` },
  nearlyFull: {
    ja: "もうすぐいっぱいです。いっぱいになると、ファイルを保存できず、ログインできないこともあります。",
    en: "It is nearly full. When it is, nothing can be saved, and you may not be able to log in.",
  },
  cephfs: {
    ja: "ファイルサーバー(CephFS)の集計です。書いてから数秒で反映されます。",
    en: "As the file server (CephFS) counts it; what was just written shows within seconds.",
  },
  counted: { ja: "ファイルを1つずつ数えました。", en: "Counted file by file." },
  incomplete: {
    ja: "時間内に全部は調べられなかったので、実際はもっと多いはずです。",
    en: "Not all of it could be looked at in time, so it takes more than this.",
  },
  removable: {
    ja: (total: string) => `次のものは消しても困りません(合わせて ${total})。下の行を端末で実行すると消えます:`,
    en: (total: string) => `These can go (${total} together); type the lines below in a terminal to remove them:`,
  },
  nothing: {
    ja: "自動で作られるものの中に、消すほど大きいものはありません。",
    en: "Nothing that programs keep by themselves is large enough to be worth removing.",
  },
  home: { ja: "場所", en: "Where" },
  files: { ja: "ファイルの数", en: "Files" },
  kinds,
} as const;
