export const words = {
  guests: { ja: "VM", en: "VMs" },
  cpus: { ja: "CPU", en: "CPUs" },
  memory: { ja: "メモリ", en: "Memory" },
  disk: { ja: "ディスク", en: "Disk" },
  gpus: { ja: "GPU", en: "GPUs" },
  usual: { ja: (value: string) => `通常は${value}`, en: (value: string) => `${value} as a rule` },
  person: { ja: "その人のUnixアカウント", en: "the person's Unix account" },
  between: {
    ja: (from: string, until: string) => `${from} から ${until} まで`,
    en: (from: string, until: string) => `from ${from} until ${until}`,
  },
  since: {
    ja: (from: string) => `${from} から、取り消すまで`,
    en: (from: string) => `from ${from} until somebody ends it`,
  },
  everywhere: {
    ja: "1分以内にすべてのホストで有効になります。応答しないホストでは、戻ってきたときに有効になります。",
    en: "It holds on every host within a minute; on one that is away, as soon as it is back.",
  },
  list: { ja: "個別の上限の一覧", en: "List people's own limits" },
} as const;
