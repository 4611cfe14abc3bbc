import type { Phrases } from "../phrases.ts";

/** What an image's file is refused for: the sentence says what would make it pass. */
export const gpuImageWords: Phrases = {
  "gpu.nowhere": {
    ja: () => [
      "GPUクラスタを扱うホストがありません",
      "ホストの設定(SHISA_SLURM_CONF など)を管理者が確かめてください。",
    ],
    en: () => [
      "No host looks after the GPU cluster",
      "An administrator should see the host's settings (SHISA_SLURM_CONF and the others).",
    ],
  },
  "image.unknown": {
    ja: (n) => [
      n.has("name") ? `「${n.text("name")}」というイメージはありません` : "そのイメージはありません",
      n.has("near") ? `もしかして: ${n.names("near")}` : "",
      "/gpu images で使えるものを見られます。自分の sif は ~/my.sif のように書いてください。",
    ],
    en: (n) => [
      n.has("name") ? `There is no image ${n.text("name")}` : "There is no such image",
      n.has("near") ? `Did you mean ${n.names("near")}?` : "",
      "/gpu images lists them; a sif of your own is written as ~/my.sif.",
    ],
  },
  "image.own": {
    ja: () => [
      "使える sif は、自分のホームにあるものだけです",
      "~/my.sif のように書いてください。確認済みのイメージなら、名前だけで選べます: /gpu images",
    ],
    en: () => [
      "A sif has to be in your own home",
      "Write it as ~/my.sif. Tested images are chosen by their name alone: /gpu images",
    ],
  },
  "image.reference": {
    ja: (n) => [
      n.has("typed")
        ? `「${n.text("typed")}」はレジストリのイメージの名前ではありません`
        : "イメージの名前が読めません",
      "docker://nvcr.io/nvidia/pytorch:24.05-py3 のように、小文字で書いてください。",
    ],
    en: (n) => [
      n.has("typed") ? `${n.text("typed")} is no image of a registry` : "That is no image of a registry",
      "Write it in lower case, as docker://nvcr.io/nvidia/pytorch:24.05-py3.",
    ],
  },
  "image.name": {
    ja: (n) => [
      n.has("typed") ? `「${n.text("typed")}」はイメージの名前にできません` : "イメージの名前にできません",
      "半角の英小文字・数字・ピリオド・ハイフン・下線で、40字までの名前にしてください。",
    ],
    en: (n) => [
      n.has("typed") ? `${n.text("typed")} cannot be an image's name` : "That cannot be an image's name",
      "Use a-z, 0-9, dots, hyphens and underscores, at most 40 characters.",
    ],
  },
  "image.path": {
    ja: () => ["sif の場所は / で始まる絶対パスで書いてください", "「.」や「..」は使えません。"],
    en: () => ["Give the sif's whole path, beginning with /", "It cannot have . or .. in it."],
  },
  "image.title": {
    ja: () => ["説明は100字までです"],
    en: () => ["A title has at most 100 characters"],
  },
  "image.missing": {
    ja: (n) => [
      "そのイメージのファイルが見つかりません",
      n.has("path") ? `クラスタにある場所を管理者が確かめてください: ${n.text("path")}` : "",
    ],
    en: (n) => [
      "The image's file is not there",
      n.has("path") ? `An administrator should see where it is: ${n.text("path")}` : "",
    ],
  },
  "image.link": {
    ja: (n) => [
      "リンクを通る場所にあるイメージは使えません",
      n.has("path") ? `リンクではない本当の場所を指定してください: ${n.text("path")}` : "",
    ],
    en: (n) => [
      "An image behind a link is not used",
      n.has("path") ? `Name where it really is; this is a link: ${n.text("path")}` : "",
    ],
  },
  "image.not_file": {
    ja: (n) => ["イメージは普通のファイルでなければなりません", n.has("path") ? n.text("path") : ""],
    en: (n) => ["An image has to be a plain file", n.has("path") ? n.text("path") : ""],
  },
  "image.not_roots": {
    ja: (n) => [
      "root のものではないイメージは使えません",
      n.has("path") ? `持ち主を root にしてください: chown root ${n.text("path")}` : "",
    ],
    en: (n) => [
      "An image that is not root's is not used",
      n.has("path") ? `Give it to root: chown root ${n.text("path")}` : "",
    ],
  },
  "image.writable": {
    ja: (n) => [
      "root 以外も書き換えられるイメージは使えません",
      n.has("path") ? `書き込みを root だけにしてください: chmod go-w ${n.text("path")}` : "",
    ],
    en: (n) => [
      "An image that others could change is not used",
      n.has("path") ? `Let only root write: chmod go-w ${n.text("path")}` : "",
    ],
  },
  "image.unreadable": {
    ja: (n) => [
      "誰でも読めるイメージでなければ、ジョブから使えません",
      n.has("path") ? `読めるようにしてください: chmod a+rX ${n.text("path")}` : "",
    ],
    en: (n) => [
      "Jobs cannot use an image that not everybody may read",
      n.has("path") ? `Let them: chmod a+rX ${n.text("path")}` : "",
    ],
  },
  "image.not_sif": {
    ja: (n) => [
      "apptainer で読めるイメージではありません",
      n.has("path") ? `壊れていないか確かめてください: apptainer inspect ${n.text("path")}` : "",
    ],
    en: (n) => [
      "Apptainer cannot read that image",
      n.has("path") ? `See whether it is whole: apptainer inspect ${n.text("path")}` : "",
    ],
  },
};
