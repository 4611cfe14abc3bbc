import type { GuestState } from "../../protocol/actions/vm.ts";
import type { Text } from "../kit/reply.ts";

/** Words that several verbs of this family use. */
export const shared = {
  address: { ja: "アドレス", en: "Address" },
  hostName: { ja: "ホスト名", en: "Host name" },
  host: { ja: "ホスト", en: "Host" },
  reach: { ja: "接続できる場所", en: "Reachable" },
  template: { ja: "テンプレート", en: "Template" },
  cpu: { ja: "CPU", en: "CPUs" },
  memory: { ja: "メモリ", en: "Memory" },
  disk: { ja: "ディスク", en: "Disk" },
  state: { ja: "状態", en: "State" },
  note: { ja: "メモ", en: "Note" },
  created: { ja: "作成日時", en: "Created" },
  mac: { ja: "MACアドレス", en: "MAC address" },
  cpus: { ja: (count: number) => `${count}個`, en: (count: number) => `${count}` },
  from: {
    nat: {
      ja: (host: string) => `${host} から、または ${host} を経由して`,
      en: (host: string) => `from ${host} and through it`,
    },
    bridge: {
      ja: (_host: string) => "学科のネットワークから",
      en: (_host: string) => "on the department's network",
    },
  },
  login: {
    ja: "下の行をターミナルに貼り付けると、自分のアカウントと鍵でログインできます。初めてのときは接続の確認に yes と答えてください。",
    en: "Paste the line below into a terminal to log in with your own account and key. The first time, answer yes when it asks.",
  },
  closed: {
    ja: "動いていますが、sshの受付がまだ始まっていません。1分ほど待ってから、下の行でログインしてください。入れなければ /vm restart で再起動してください。",
    en: "It runs, but its ssh server does not answer yet. Wait a minute, then log in with the line below; if that fails, restart it (/vm restart).",
  },
  noAddress: { ja: "まだありません", en: "none seen yet" },
  show: { ja: "状態を見る", en: "Show" },
  start: { ja: "起動", en: "Start" },
  stop: { ja: "停止", en: "Stop" },
  restart: { ja: "再起動", en: "Restart" },
  delete: { ja: "削除", en: "Delete" },
  ip: { ja: "アドレスを見る", en: "Show address" },
  list: { ja: "VMの一覧", en: "List VMs" },
  yesDelete: { ja: "削除する", en: "Delete it" },
  yesStop: { ja: "電源を切る", en: "Cut the power" },
} as const;

export const states: Readonly<Record<GuestState, Text>> = {
  running: { ja: "動作中", en: "running" },
  paused: { ja: "一時停止", en: "paused" },
  off: { ja: "停止中", en: "off" },
  crashed: { ja: "異常停止", en: "crashed" },
  unknown: { ja: "不明", en: "unknown" },
};

/** Labels of the steps that more than one action has. */
export const steps = {
  shutdown: { ja: "電源ボタンを押す", en: "Press the power button" },
  off: { ja: "停止を待つ", en: "Wait until it is off" },
  start: { ja: "起動する", en: "Start it" },
  address: { ja: "アドレスを確認する", en: "Wait for its address" },
} as const;
