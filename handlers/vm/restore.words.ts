export const words = {
  summary: {
    ja: "VMのディスクをバックアップの状態に戻します",
    en: "Put a VM's disk back as a backup has it",
  },
  asOf: {
    ja: "いつの状態に戻すか。yesterday、昨日、2h、2026-12-01 など(その時点で一番新しいもの)",
    en: "the newest backup of that time: yesterday, 2h, 3d, 2026-12-01",
  },
  id: { ja: "/vm backups に出る番号", en: "which one, as /vm backups lists it" },
  working: { ja: (name: string) => `VM「${name}」の復元`, en: (name: string) => `Restoring VM ${name}` },
  steps: {
    fetch: { ja: "バックアップを取り出す", en: "Fetch the backup" },
    stop: { ja: "電源を切る", en: "Cut the power" },
    swap: { ja: "ディスクを入れ替える", en: "Put it in the disk's place" },
    start: { ja: "起動する", en: "Start it again" },
    tidy: { ja: "前のディスクを消す", en: "Remove the old disk" },
  },
  done: {
    ja: (name: string, time: string) => `VM「${name}」を ${time} の状態に戻しました`,
    en: (name: string, time: string) => `VM ${name} is back as it was at ${time}`,
  },
  runs: {
    ja: "起動しています。1分ほどでログインできます。",
    en: "It is starting; you can log in within a minute.",
  },
  off: { ja: "電源は切れています。", en: "It is off." },
} as const;
