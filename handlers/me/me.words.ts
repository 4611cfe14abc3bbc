export const words = {
  summary: { ja: "自分のアカウント・役割・使用量と上限を表示します", en: "Show your account, roles, limits and use" },
  roles: { ja: "役割", en: "Roles" },
  language: { ja: "言語", en: "Language" },
  languages: { ja: "日本語", en: "English" },
  other: { ja: "English", en: "日本語" },
  guests: { ja: "VM", en: "VMs" },
  cpus: { ja: "CPU", en: "CPUs" },
  memory: { ja: "メモリ", en: "Memory" },
  disk: { ja: "ディスク", en: "Disk" },
  counting: {
    ja: "CPUとメモリは動いているVMだけ、VMの数とディスクは停止中のものも数えます。",
    en: "CPUs and memory count running VMs only; VMs and disk count stopped ones too.",
  },
  jobs: {
    ja: (running: number, waiting: number) => `同時に実行できるジョブは${running}件、順番待ちは${waiting}件までです。`,
    en: (running: number, waiting: number) => `Up to ${running} jobs can run at once and ${waiting} can wait.`,
  },
} as const;
