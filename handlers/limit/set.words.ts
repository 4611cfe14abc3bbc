export const words = {
  summary: { ja: "1人の上限を一時的に変えます", en: "Give one person limits of their own for a time" },
  guests: { ja: "VMの数の上限(停止中も数えます)", en: "how many VMs, stopped ones too" },
  cpu: { ja: "動いているVMのCPUの合計の上限", en: "how many CPUs in running VMs" },
  memory: { ja: "動いているVMのメモリの合計の上限(例: 16G)", en: "how much memory in running VMs, for example 16G" },
  disk: { ja: "ディスクの合計の上限(例: 100G)", en: "how much disk, for example 100G" },
  gpus: { ja: "ジョブで同時に使うGPUの数の上限", en: "how many GPUs jobs may use at once" },
  from: {
    ja: "いつから(例: 明日 9:00、12/1 13:00。省略するとすぐ)",
    en: "when it begins: tomorrow 9:00, 12/1 13:00; at once unless you say",
  },
  until: {
    ja: "いつまで(例: 12/1、+2w。省略すると取り消すまで)",
    en: "when it ends: 2026-12-01, +2w; until somebody ends it unless you say",
  },
  reason: { ja: "理由(監査に残ります)", en: "why; it stands in the audit" },
  working: { ja: "上限の変更", en: "Setting somebody's limits" },
  steps: { order: { ja: "ホストに書き留める", en: "Write it down on the host" } },
  done: {
    ja: (account: string) => `${account} の上限を変えました`,
    en: (account: string) => `${account} has limits of their own`,
  },
  when: { ja: "期間", en: "When" },
  why: { ja: "理由", en: "Why" },
  end: { ja: "取り消す", en: "End it" },
} as const;
