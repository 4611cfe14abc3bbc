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
  ownLimits: {
    ja: (reason: string) => `あなた個別の上限です(取り消されるまで): ${reason}`,
    en: (reason: string) => `These limits are your own, until somebody ends them: ${reason}.`,
  },
  ownLimitsUntil: {
    ja: (until: string, reason: string) => `あなた個別の上限です(${until} まで): ${reason}`,
    en: (until: string, reason: string) => `These limits are your own, until ${until}: ${reason}.`,
  },
  exam: {
    ja: (course: string, until: string) =>
      `${course} の試験中です。${until} まで、見ることと止めることだけができます。`,
    en: (course: string, until: string) =>
      `The exam of ${course} is running: until ${until} you can only look and stop things.`,
  },
  examToCome: {
    ja: (course: string, from: string, until: string) =>
      `${course} の試験が ${from} から ${until} まであります。その間は見ることと止めることだけができます。`,
    en: (course: string, from: string, until: string) =>
      `The exam of ${course} is from ${from} until ${until}: then you can only look and stop things.`,
  },
  jobs: {
    ja: (running: number, waiting: number) => `同時に実行できるジョブは${running}件、順番待ちは${waiting}件までです。`,
    en: (running: number, waiting: number) => `Up to ${running} jobs can run at once and ${waiting} can wait.`,
  },
} as const;
