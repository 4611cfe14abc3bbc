import type { Phrases } from "../phrases.ts";

/** Guests, templates and keys. */
export const guestWords: Phrases = {
  "guest.unknown": {
    ja: (n) => [
      `「${n.text("name")}」というVMは持っていません`,
      n.has("near") ? `もしかして: ${n.names("near")}` : "",
      "自分のVMは /vm list で見られます。",
    ],
    en: (n) => [
      `You have no VM called ${n.text("name")}`,
      n.has("near") ? `Did you mean ${n.names("near")}?` : "",
      "/vm list shows yours.",
    ],
  },
  "guest.exists": {
    ja: (n) => [
      n.has("name") ? `「${n.text("name")}」というVMはもうあります` : "その名前のVMはもうあります",
      "別の名前にするか、要らなければ先に削除してください。",
    ],
    en: (n) => [
      n.has("name") ? `You already have a VM called ${n.text("name")}` : "You already have a VM of that name",
      "Choose another name, or delete that one first if you no longer need it.",
    ],
  },
  "guest.ambiguous": {
    ja: (n) => [
      `「${n.text("name")}」は複数のホストにあります`,
      `どれかを --host で選んでください: ${n.names("hosts")}`,
    ],
    en: (n) => [`You have ${n.text("name")} on more than one host`, `Choose one with --host: ${n.names("hosts")}.`],
  },
  "guest.running": {
    ja: (n) => [
      n.has("name") ? `「${n.text("name")}」はもう動いています` : "このVMはもう動いています",
      "アドレスは /vm ip で見られます。",
    ],
    en: (n) => [
      n.has("name") ? `${n.text("name")} is already running` : "That VM is already running",
      "/vm ip shows its address.",
    ],
  },
  "guest.not_running": {
    ja: (n) => [
      n.has("name") ? `「${n.text("name")}」は動いていません` : "このVMは動いていません",
      "/vm start で起動できます。",
    ],
    en: (n) => [n.has("name") ? `${n.text("name")} is not running` : "That VM is not running", "/vm start starts it."],
  },
  "guest.busy": {
    ja: (n) => [
      n.has("name") ? `「${n.text("name")}」は別のジョブが作業中です` : "このVMは別のジョブが作業中です",
      "終わってからもう一度試してください。進み具合は /jobs で見られます。",
    ],
    en: (n) => [
      n.has("name") ? `Another job is working on ${n.text("name")}` : "Another job is working on that VM",
      "Try again when it has ended; /jobs shows how far it is.",
    ],
  },
  "guest.name_taken": {
    ja: (n) => [
      n.has("name") ? `「${n.text("name")}」という名前は使えません` : "その名前は使えません",
      "同じホスト名のものが、このボットの管理の外にあります。別の名前にしてください。",
    ],
    en: (n) => [
      n.has("name") ? `The name ${n.text("name")} cannot be used` : "That name cannot be used",
      "Something that this bot does not manage has the host name that it would get. Choose another name.",
    ],
  },
  "guest.disk_in_use": {
    ja: (n) => [
      n.has("name") ? `「${n.text("name")}」のディスクは別のVMが使っています` : "ディスクを別のVMが使っています",
      "安全のため削除していません。管理者に連絡してください。",
    ],
    en: (n) => [
      n.has("name") ? `Another VM uses the disk of ${n.text("name")}` : "Another VM uses its disk",
      "To be safe it was not deleted. Tell an administrator.",
    ],
  },
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
      "VMには自分の鍵でログインするため、ホームの ~/.ssh/authorized_keys に公開鍵が1つ以上必要です。",
      "手元のパソコンで ssh-keygen -t ed25519 を実行し、できた id_ed25519.pub の1行を学科のサーバーの ~/.ssh/authorized_keys に書き足してから、もう一度試してください。",
    ],
    en: () => [
      "You have no SSH key yet",
      "You log in to a VM with your own key, so ~/.ssh/authorized_keys in your home must hold at least one public key.",
      "Run ssh-keygen -t ed25519 on your computer, add the line in id_ed25519.pub to ~/.ssh/authorized_keys on a department server, then try again.",
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
