import type { Phrases } from "../phrases.ts";

/** Guests that there are, or are not. */
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
};
