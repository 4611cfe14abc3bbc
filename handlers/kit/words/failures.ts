import type { Phrases } from "../phrases.ts";

/** Why a job that was begun did not end well. `detail` is what the program said. */
export const failureWords: Phrases = {
  "executor.restarted": {
    ja: () => ["途中でホスト側が再起動しました", "どうなったかは下のとおりです。続きは下のボタンから行えます。"],
    en: () => [
      "The host's side restarted in the middle",
      "What has become of it is said below; the button there goes on from it.",
    ],
  },
  "step.failed": {
    ja: () => ["途中で失敗しました", "もう一度試し、同じなら下の詳細を管理者に伝えてください。"],
    en: () => ["A step did not work", "Try again; if it happens again, show an administrator the details below."],
  },
  "time.limit": {
    ja: () => [
      "時間がかかりすぎたため終了しました",
      "ホストが混んでいるかもしれません。しばらくしてからもう一度試してください。",
    ],
    en: () => ["It took too long and was ended", "The host may be busy. Try again in a while."],
  },
  "guest.went_off": {
    ja: () => [
      "VMは起動の途中で電源が切れました",
      "もう一度 /vm start で起動してください。同じことが続くときは、ジョブ番号を添えて管理者に相談してください。",
    ],
    en: () => [
      "The VM went off by itself while it was starting",
      "Start it again with /vm start. If it keeps happening, ask an administrator, with the job's number.",
    ],
  },
  "address.unseen": {
    ja: () => [
      "VMは動いていますが、アドレスを確認できませんでした",
      "VMがネットワークにつながっていないか、起動に時間がかかっています。1分ほど待って /vm ip で確かめてください。",
      "それでも出なければ /vm restart で再起動するか、要らなければ /vm delete で削除できます。",
    ],
    en: () => [
      "The VM runs, but no address was seen",
      "It is not on the network, or it takes long to start. Wait a minute and look with /vm ip.",
      "If there still is none, restart it (/vm restart), or delete it if you do not need it (/vm delete).",
    ],
  },
  "guest.ignores_power_button": {
    ja: () => [
      "VMが電源ボタンに反応しませんでした",
      "VMはまだ動いています。中で sudo poweroff を実行するか、--force を付けて電源を切ってください(保存していないデータは失われます)。",
    ],
    en: () => [
      "The VM did not react to its power button",
      "It is still running. Run sudo poweroff inside it, or cut its power with --force (what is not saved is lost).",
    ],
  },
  "program.failed": {
    ja: () => ["ホストのプログラムが失敗しました", "もう一度試し、同じなら下の詳細を管理者に伝えてください。"],
    en: () => [
      "A program on the host failed",
      "Try again; if it happens again, show an administrator the details below.",
    ],
  },
  cancelled: {
    ja: () => ["取り消しました"],
    en: () => ["Cancelled"],
  },
  "deadline.passed": {
    ja: () => ["時間内に始められませんでした", "15分以内に順番が来ませんでした。もう一度試してください。"],
    en: () => ["It could not be started in time", "Its turn did not come within 15 minutes. Try again."],
  },
  internal: {
    ja: () => ["内部の問題で失敗しました", "ジョブ番号を添えて管理者に連絡してください。"],
    en: () => ["Something went wrong inside", "Tell an administrator, with the job's number."],
  },
};

/** What has become of what the job had begun, and other words around a job that did not end well. */
export const endWords = {
  clean: {
    ja: "途中までの分は取り消しました。実行する前と同じ状態です。",
    en: "What had been begun was undone; all is as it was before.",
  },
  kept: { ja: "ここまでにできたものは残っています。", en: "What was made so far is kept." },
  notRun: { ja: "何も実行していないので、何も変わっていません。", en: "It was not run; nothing has changed." },
  left: {
    ja: "元に戻せなかったものがあります。管理者が下のコマンドで片付けられます:",
    en: "This could not be undone; an administrator can clean it up with the commands below:",
  },
  step: { ja: "失敗した手順", en: "Step that failed" },
  detail: { ja: "詳細", en: "Details" },
  ip: { ja: "アドレスを見る", en: "Show address" },
  restart: { ja: "再起動", en: "Restart" },
  cutPower: { ja: "電源を切る", en: "Cut the power" },
  again: { ja: "もう一度", en: "Try again" },
  show: { ja: "状態を見る", en: "Show" },
  cancelledTitle: { ja: "取り消しました", en: "Cancelled" },
  notRunTitle: { ja: "実行しませんでした", en: "Not run" },
} as const;
