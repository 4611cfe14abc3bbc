import type { Phrases } from "../phrases.ts";

const silentJa = "電源やネットワークが落ちているかもしれません。数分待っても変わらなければ管理者に連絡してください。";
const silentEn = "It may be down or cut off. If this lasts for some minutes, tell an administrator.";

/** Where something would run. */
export const hostWords: Phrases = {
  "host.stopped": {
    ja: (n) => [
      `${n.has("host") ? `ホスト ${n.text("host")}` : "ホスト"}は受付を停止中です`,
      "管理者が変更を止めています。見るだけの操作(list、show、ip)はできます。再開まで待つか、管理者に聞いてください。",
    ],
    en: (n) => [
      `${n.has("host") ? `Host ${n.text("host")}` : "The host"} takes no changes now`,
      "An administrator has stopped them. You can still look (list, show, ip). Wait, or ask an administrator.",
    ],
  },
  "host.silent": {
    ja: (n) => [
      `ホスト ${n.text("host")} から応答がありません`,
      n.has("since") ? `最後の応答: ${n.moment("since")}` : "",
      silentJa,
    ],
    en: (n) => [
      `Host ${n.text("host")} does not answer`,
      n.has("since") ? `Last heard: ${n.moment("since")}.` : "",
      silentEn,
    ],
  },
  "host.unknown": {
    ja: (n) => [
      `「${n.text("typed")}」というホストはありません`,
      n.has("near") ? `もしかして: ${n.names("near")}` : "",
      n.has("known") ? `使えるホスト: ${n.names("known")}` : "",
    ],
    en: (n) => [
      `There is no host ${n.text("typed")}`,
      n.has("near") ? `Did you mean ${n.names("near")}?` : "",
      n.has("known") ? `There are: ${n.names("known")}.` : "",
    ],
  },
  "host.none": {
    ja: (n) => [
      "いま使えるホストがありません",
      n.has("since") ? `最後の応答: ${n.moment("since")}` : "どのホストからもまだ応答がありません。",
      "数分後にもう一度試し、続くようなら管理者に連絡してください。",
    ],
    en: (n) => [
      "No host can be used now",
      n.has("since") ? `The last was heard ${n.moment("since")}.` : "No host has been heard yet.",
      "Try again in a few minutes; if it goes on, tell an administrator.",
    ],
  },
  "host.disk_low": {
    ja: (n) => [
      "ホストのディスクに余裕がありません",
      `作ると空きが${n.text("free_percent")}%になります。最低${n.text("minimum_percent")}%を残す決まりです。`,
      "要らないVMを削除するか、小さいディスクで試すか、管理者に相談してください。",
    ],
    en: (n) => [
      "The host's disk is too full",
      `${n.text("free_percent")} % would be left free; at least ${n.text("minimum_percent")} % must be.`,
      "Delete a VM that is no longer needed, try a smaller disk, or talk to an administrator.",
    ],
  },
  "redis.unfit": {
    ja: () => [
      "順番待ちの仕組み(Redis)の設定が安全でないため、何もしていません",
      "データを捨てることのある設定になっています。管理者に連絡してください。",
    ],
    en: () => [
      "The queue (Redis) is not set up safely, so nothing was done",
      "It may throw away what it holds. Tell an administrator.",
    ],
  },
  "bot.untrusted": {
    ja: () => [
      "ボットの鍵が取り消されたため、実行していません",
      "待っている間に、このホストがボットを信頼しなくなりました。管理者に連絡してください。",
    ],
    en: () => [
      "The bot's key was withdrawn, so it was not run",
      "While it waited, this host stopped believing the bot that asked. Tell an administrator.",
    ],
  },
  "journal.unwritable": {
    ja: () => [
      "ホストが記録を書けないため、何もしていません",
      "ホストのディスクに問題があるようです。管理者に連絡してください。",
    ],
    en: () => [
      "The host cannot write its records, so nothing was done",
      "There seems to be trouble with its disk. Tell an administrator.",
    ],
  },
  "addresses.name_taken": {
    ja: () => [
      "そのホスト名はもう使われています",
      "別の名前でもう一度試してください。続くようなら管理者に連絡してください。",
    ],
    en: () => [
      "That host name is already in use",
      "Try again with another name; if it goes on, tell an administrator.",
    ],
  },
  "addresses.exhausted": {
    ja: () => [
      "空いているIPアドレスがありません",
      "要らないVMを削除すると空きます。急ぐときは管理者に相談してください。",
    ],
    en: () => [
      "There is no free address left",
      "Deleting a VM that is no longer needed frees one. If it is urgent, talk to an administrator.",
    ],
  },
};
