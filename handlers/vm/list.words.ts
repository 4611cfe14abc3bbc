export const words = {
  summary: { ja: "自分のVMの一覧を表示します", en: "List your VMs" },
  title: { ja: (count: number) => `あなたのVM: ${count}台`, en: (count: number) => `Your VMs: ${count}` },
  none: { ja: "VMはまだありません", en: "You have no VM yet" },
  begin: {
    ja: "/vm templates でテンプレートを選び、/vm create で作れます。",
    en: "Choose a template with /vm templates, then make one with /vm create.",
  },
  making: { ja: (jobs: string) => `作成中のジョブ: ${jobs}`, en: (jobs: string) => `Being made: job ${jobs}` },
  templates: { ja: "テンプレートを見る", en: "Show templates" },
  silentState: { ja: "不明(応答なし)", en: "unknown (silent)" },
  age: { ja: (age: string) => `${age}の情報`, en: (age: string) => `As of ${age}` },
} as const;
