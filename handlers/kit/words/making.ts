import type { Phrases } from "../phrases.ts";

/** What a new guest is made from: its template, and the person's keys. */
export const makingWords: Phrases = {
  "template.unusable": {
    ja: (n) => [
      n.has("template") ? `テンプレート「${n.text("template")}」は今は使えません` : "このテンプレートは今は使えません",
      "別のテンプレートを使うか、管理者に知らせてください。",
      n.has("reason") ? `詳細: ${n.text("reason")}` : "",
    ],
    en: (n) => [
      n.has("template") ? `The template ${n.text("template")} cannot be used now` : "That template cannot be used now",
      "Use another one, or tell an administrator.",
      n.has("reason") ? `Details: ${n.text("reason")}` : "",
    ],
  },
  "template.unknown": {
    ja: (n) => [
      n.has("typed") ? `「${n.text("typed")}」というテンプレートはありません` : "そのテンプレートはありません",
      n.has("near") ? `もしかして: ${n.names("near")}` : "",
      "使えるものは /vm templates で見られます。",
    ],
    en: (n) => [
      n.has("typed") ? `There is no template ${n.text("typed")}` : "There is no such template",
      n.has("near") ? `Did you mean ${n.names("near")}?` : "",
      "/vm templates lists what there is.",
    ],
  },
  "disk.below_template": {
    ja: (n) => [
      "ディスクがテンプレートより小さくなっています",
      `${n.has("request") ? `${n.gib("request")} をご希望ですが、` : ""}このテンプレートには${n.has("minimum") ? ` ${n.gib("minimum")} 以上` : "もっと大きなディスク"}が必要です。`,
    ],
    en: (n) => [
      "The disk is smaller than the template",
      `${n.has("request") ? `You asked for ${n.gib("request")}; this` : "This"} template needs ${n.has("minimum") ? `at least ${n.gib("minimum")}` : "a larger one"}.`,
    ],
  },
  "keys.none": {
    ja: () => [
      "SSHの公開鍵が見つかりません",
      "VMには自分の鍵でログインするため、公開鍵が1つ以上必要です。",
      "手元のパソコンで ssh-keygen -t ed25519 を実行し(スマートフォンではSSHアプリで鍵を作り)、できた公開鍵(id_ed25519.pub の1行)を /me key add で登録してから、もう一度試してください。学科のサーバーの ~/.ssh/authorized_keys にある鍵も使えます。",
    ],
    en: () => [
      "You have no SSH key yet",
      "You log in to a VM with your own key, so there must be at least one public key of yours.",
      "Run ssh-keygen -t ed25519 on your computer (or make a key in your phone's SSH app), add the public one, which is the line in id_ed25519.pub, with /me key add, then try again. Keys in ~/.ssh/authorized_keys on the department's servers count too.",
    ],
  },
  "keys.statement": {
    ja: () => [
      "登録した公開鍵を確かめられませんでした",
      "/me key list を1回実行してから、もう一度試してください。続くようなら管理者に連絡してください。",
    ],
    en: () => [
      "The public keys that you added could not be checked",
      "Type /me key list once, then try again. If it goes on, tell an administrator.",
    ],
  },
  "keys.unreadable": {
    ja: () => [
      "SSHの公開鍵を読めません",
      "~/.ssh/authorized_keys が普通のファイルで、自分で読めることを確かめてください (chmod 700 ~/.ssh、chmod 600 ~/.ssh/authorized_keys)。",
    ],
    en: () => [
      "Your SSH keys cannot be read",
      "See that ~/.ssh/authorized_keys is an ordinary file that you can read (chmod 700 ~/.ssh, chmod 600 ~/.ssh/authorized_keys).",
    ],
  },
  "keys.timeout": {
    ja: () => [
      "ホームディレクトリが応答しません",
      "SSHの公開鍵を2秒以内に読めませんでした。ファイルサーバーの不調かもしれません。少し待ってもう一度試し、続くようなら管理者に連絡してください。",
    ],
    en: () => [
      "Your home directory does not answer",
      "Your SSH keys could not be read within 2 s; the file server may be in trouble. Try again in a while; if it goes on, tell an administrator.",
    ],
  },
  "keys.too_large": {
    ja: () => [
      "SSHの公開鍵のファイルが大きすぎます",
      "~/.ssh/authorized_keys は64 kBまで読みます。要らない行を消してからもう一度試してください。",
    ],
    en: () => [
      "Your file of SSH keys is too large",
      "At most 64 kB of ~/.ssh/authorized_keys are read. Remove lines that you no longer need, then try again.",
    ],
  },
};
