import type { Phrases } from "../phrases.ts";
import { networkWords, tellAdmin } from "./why-network.ts";

/** What was found about a guest, from its owner to its answer: the finding, then what to do where it is a fault. */
export const whyWords: Phrases = {
  "why.yours": {
    ja: (n) => [`あなたのもの (${n.text("name")}, uid ${n.text("uid")})`],
    en: (n) => [`yours (${n.text("name")}, uid ${n.text("uid")})`],
  },
  "why.runs": {
    ja: (n) => [n.has("since") ? `${n.moment("since")} から動作中` : "動作中"],
    en: (n) => [n.has("since") ? `runs since ${n.moment("since")}` : "runs"],
  },
  "why.busy": {
    ja: () => ["別のジョブが作業中です", "終わるまで待ってください。進み具合は /jobs で見られます。"],
    en: () => ["another job is working on it", "Wait until it has ended; /jobs shows how far it is."],
  },
  "why.paused": {
    ja: () => ["一時停止しています", `管理者が止めたのかもしれません。${tellAdmin.ja}`],
    en: () => ["it is paused", `An administrator may have done that. ${tellAdmin.en}`],
  },
  "why.paused_disk": {
    ja: () => ["ホストのディスクに書けず、一時停止しています", tellAdmin.ja],
    en: () => ["it is paused: the host's disk could not be written", tellAdmin.en],
  },
  "why.off": {
    ja: () => ["停止しています"],
    en: () => ["it is off"],
  },
  "why.off_inside": {
    ja: () => [
      "正常に終了しました(中からの操作か /vm stop)",
      "中で shutdown や poweroff を実行するか、/vm stop で止めると、こうなります。",
    ],
    en: () => ["it was shut down in an orderly way", "That is what shutdown or poweroff inside it does, and /vm stop."],
  },
  "why.off_cut": {
    ja: () => [
      "電源が切られました",
      "/vm stop --force か管理者によるものです。書きかけのファイルは失われたかもしれません。",
    ],
    en: () => [
      "its power was cut",
      "By /vm stop --force, or by an administrator. Files that were being written may be lost.",
    ],
  },
  "why.off_failed": {
    ja: () => ["前回の起動に失敗しました", "続くようなら管理者に連絡してください。"],
    en: () => ["its last start failed", "If it fails again, tell an administrator."],
  },
  "why.off_host": {
    ja: () => ["ホストが再起動してから、まだ起動されていません", "停電や保守でホストが止まると、VMも止まります。"],
    en: () => [
      "nobody has started it since its host was restarted",
      "Guests stop with their host, in a power cut or for maintenance.",
    ],
  },
  "why.crashed": {
    ja: () => ["異常終了しました", "繰り返すようなら、メモリ不足かカーネルの問題です。"],
    en: () => ["it crashed", "If it happens again, it lacks memory or its kernel has a fault."],
  },
  "why.may_start": {
    ja: () => ["いま起動しても上限を超えません"],
    en: () => ["a start would pass now"],
  },
  "why.counted": {
    ja: (n) => [`動いているVMの合計: CPU ${n.text("cpus")}個、メモリ ${n.mib("memory")}`],
    en: (n) => [`your running VMs together: CPUs ${n.text("cpus")}, memory ${n.mib("memory")}`],
  },
  "why.host_ready": {
    ja: (n) => [`${n.text("host")} は使えます(ディスクの空き ${n.text("percent")}%)`],
    en: (n) => [`${n.text("host")} is ready, ${n.text("percent")} % of its disk free`],
  },
  "why.host_full": {
    ja: (n) => [
      `${n.text("host")} のディスクの空きが ${n.text("percent")}% しかありません`,
      `${n.text("minimum")}% を下回っています。要らないVMを削除し、管理者にも知らせてください。`,
    ],
    en: (n) => [
      `only ${n.text("percent")} % of the disk of ${n.text("host")} is free`,
      `That is less than ${n.text("minimum")} %. Delete what you no longer need, and tell an administrator.`,
    ],
  },
  ...networkWords,
  "why.unlooked_off": {
    ja: () => ["停止中なので調べていません"],
    en: () => ["not looked at: it is off"],
  },
  "why.unlooked_address": {
    ja: () => ["アドレスがないので調べていません"],
    en: () => ["not looked at: it has no address"],
  },
  "why.unlooked_host": {
    ja: () => ["ホストの状態のため調べていません"],
    en: () => ["not looked at, because of the host"],
  },
};
