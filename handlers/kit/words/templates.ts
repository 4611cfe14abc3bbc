import type { Phrases } from "../phrases.ts";

/** Templates that are taken in or retired, and disks that grow. */
export const templateWords: Phrases = {
  "template.name": {
    ja: (n) => [
      n.has("typed") ? `「${n.text("typed")}」はテンプレートの名前にできません` : "テンプレートの名前にできません",
      "半角の英小文字・数字・ピリオド・ハイフン・下線で、64字までの名前にしてください。",
    ],
    en: (n) => [
      n.has("typed") ? `${n.text("typed")} cannot be a template's name` : "That cannot be a template's name",
      "Use a-z, 0-9, dots, hyphens and underscores, at most 64 characters.",
    ],
  },
  "template.path": {
    ja: () => ["ファイルの場所は / で始まる絶対パスで書いてください", "「.」や「..」は使えません。"],
    en: () => ["Give the file's whole path, beginning with /", "It cannot have . or .. in it."],
  },
  "template.sha256": {
    ja: () => [
      "SHA-256 は16進数64桁です",
      "ホストで sha256sum ファイル名 を実行し、表示された最初の64文字を貼り付けてください。",
    ],
    en: () => ["A SHA-256 has 64 hexadecimal digits", "Run sha256sum on the file and paste the first 64 characters."],
  },
  "template.title": {
    ja: () => ["説明は1字から100字までです"],
    en: () => ["A title has 1 to 100 characters"],
  },
  "template.host": {
    ja: (n) => [
      "ホストを --host で指定してください",
      n.has("hosts") ? `候補: ${n.names("hosts")}` : "どのホストか分かりません。",
    ],
    en: (n) => ["Say which host, with --host", n.has("hosts") ? `It could be ${n.names("hosts")}.` : ""],
  },
  "template.exists": {
    ja: () => ["その名前のテンプレートはもうあります", "別の名前にしてください。"],
    en: () => ["There is a template of that name already", "Choose another name."],
  },
  "template.retired": {
    ja: () => [
      "その名前のテンプレートは以前使われていました",
      "それを元にしたVMがまだ読んでいるかもしれないので、置き換えられません。別の名前にしてください。",
    ],
    en: () => [
      "There was a template of that name",
      "VMs may still stand on its image, so it is not replaced. Choose another name.",
    ],
  },
  "template.source_missing": {
    ja: (n) => [
      "そのファイルは見つかりません",
      n.has("path") ? `ホストにある場所を確かめてください: ${n.text("path")}` : "ホストにある場所を確かめてください。",
    ],
    en: (n) => [
      "There is no such file on the host",
      n.has("path") ? `See where it is: ${n.text("path")}` : "See where it is.",
    ],
  },
  "template.source_not_file": {
    ja: () => [
      "普通のファイルではありません",
      "リンクやデバイスは使えません。ファイルそのものの場所を書いてください。",
    ],
    en: () => ["That is no ordinary file", "Links and devices are not taken: give the path of the file itself."],
  },
  "template.source_large": {
    ja: (n) => [
      "ファイルが大きすぎます",
      n.has("limit") ? `${n.gib("request")} あり、上限は ${n.gib("limit")} です。` : "小さくしてください。",
    ],
    en: (n) => [
      "The file is too large",
      n.has("limit") ? `It has ${n.gib("request")}; the limit is ${n.gib("limit")}.` : "Make it smaller.",
    ],
  },
  "template.no_room": {
    ja: (n) => [
      "テンプレートのディスクに空きがありません",
      n.has("free") ? `${n.mib("request")} 必要で、使えるのは ${n.mib("free")} です。` : "空きを作ってください。",
    ],
    en: (n) => [
      "The templates' disk has no room for it",
      n.has("free") ? `It needs ${n.mib("request")}, and ${n.mib("free")} can be used.` : "Make room first.",
    ],
  },
  "disk.not_larger": {
    ja: (n) => [
      "ディスクは大きくすることしかできません",
      n.has("now") ? `いま ${n.gib("now")} あります。それより大きくしてください。` : "いまより大きくしてください。",
    ],
    en: (n) => [
      "A disk can only be made larger",
      n.has("now") ? `It has ${n.gib("now")} now; ask for more than that.` : "Ask for more than it has.",
    ],
  },
};

/** Why an image was not taken after all. */
export const templateFailures: Phrases = {
  "template.digest": {
    ja: () => [
      "ファイルの中身が、署名されたものと違います",
      "sha256sum で確かめ、正しい値でもう一度申請してください。途中で書き換えられたのかもしれません。",
    ],
    en: () => [
      "The file's content is not what was signed",
      "Look with sha256sum and ask again with what it says. Somebody may have changed the file meanwhile.",
    ],
  },
  "template.fault": {
    ja: () => [
      "このイメージはテンプレートにできません",
      "qcow2形式で、バッキングファイル・外部データファイル・暗号化のないものだけ使えます。",
    ],
    en: () => [
      "This image cannot be a template",
      "It must be qcow2, without a backing file, an external data file or encryption.",
    ],
  },
};
