import type { Phrases } from "../phrases.ts";

export const tellAdmin = {
  ja: "自分では直せません。管理者に連絡してください。",
  en: "You cannot mend this yourself: tell an administrator.",
};

/** What was found about a guest's address: kept for it, taken by it, answered at. */
export const networkWords: Phrases = {
  "why.reserved": {
    ja: (n) => [`${n.text("address")} が割り当てられています`],
    en: (n) => [`${n.text("address")} is kept for it`],
  },
  "why.reservation_none": {
    ja: () => ["アドレスの割り当てが失われています", "再起動すると、もう一度割り当てられます。"],
    en: () => ["no address is kept for it any more", "A restart reserves it again."],
  },
  "why.reservation_other": {
    ja: (n) => [`割り当て (${n.text("address")}) が、使えるアドレス (${n.text("own")}) と違います`, tellAdmin.ja],
    en: (n) => [`${n.text("address")} is kept for it, but it may only use ${n.text("own")}`, tellAdmin.en],
  },
  "why.leased": {
    ja: (n) => [`VMは ${n.text("address")} を受け取りました`],
    en: (n) => [`it took ${n.text("address")} by DHCP`],
  },
  "why.lease_none": {
    ja: () => [
      "VMがアドレスを受け取っていません",
      "起動の途中か、中のネットワーク設定(DHCP)が外れています。少し待つか、再起動してください。",
    ],
    en: () => [
      "it has not asked for its address",
      "It is still booting, or its network settings inside do not use DHCP. Wait a little, or restart it.",
    ],
  },
  "why.lease_old": {
    ja: () => [
      "今回の起動では、まだアドレスを受け取っていません",
      "起動の途中か、起動が止まっています。少し待つか、再起動してください。",
    ],
    en: () => [
      "it has not asked for its address since this start",
      "It is still booting, or it hangs on the way. Wait a little, or restart it.",
    ],
  },
  "why.lease_other": {
    ja: (n) => [`${n.text("address")} を別の機器が使っています`, tellAdmin.ja],
    en: (n) => [`something else has ${n.text("address")}`, tellAdmin.en],
  },
  "why.answers": {
    ja: (n) => [`${n.text("address")} のsshが応答します`],
    en: (n) => [`${n.text("address")} answers, and ssh is open`],
  },
  "why.ssh_closed": {
    ja: (n) => [
      `${n.text("address")} は応答しますが、sshが動いていません`,
      "起動の直後なら少し待ってください。続くようなら、中でsshを止めたのかもしれません。再起動してください。",
    ],
    en: (n) => [
      `${n.text("address")} answers, but no ssh server runs there`,
      "Just after a start, wait a little. If it lasts, ssh was stopped inside: restart it.",
    ],
  },
  "why.ssh_dropped": {
    ja: (n) => [
      `${n.text("address")} は1分以内に見えましたが、sshの接続に応じません`,
      "中のファイアウォールが22番を閉じたか、いま固まったところです。1分後にもう一度調べるか、再起動してください。",
    ],
    en: (n) => [
      `${n.text("address")} was seen within the last minute, but takes no connection to ssh`,
      "A firewall inside closes port 22, or it has only just hung. Ask again in a minute, or restart it.",
    ],
  },
  "why.silent": {
    ja: (n) => [
      `${n.text("address")} から応答がありません`,
      "中で固まっているか、ネットワークの設定が変わっています。再起動してください。",
    ],
    en: (n) => [
      `nothing answers at ${n.text("address")}`,
      "It hangs, or its network settings inside were changed. Restart it.",
    ],
  },
};
