export const words = {
  what: {
    ja: "対象: ホスト名、ceph、backup、everything(全体)",
    en: "a host, ceph, backup, or everything",
  },
  from: { ja: "開始(例: 12/5 13:00。省略するとすぐ)", en: "when it begins: 12/5 13:00; at once unless you say" },
  until: { ja: "終了(例: 15:00、+2h)", en: "when it ends: 15:00, +2h" },
  text: { ja: "何をするか(お知らせに載ります)", en: "what is done, for the announcement" },
  wholes: {
    ceph: { ja: "Ceph ストレージ", en: "Ceph storage" },
    backup: { ja: "バックアップ", en: "backups" },
    everything: { ja: "学科のサーバーすべて", en: "all servers of the department" },
  },
  between: {
    ja: (from: string, until: string) => `${from} から ${until} まで`,
    en: (from: string, until: string) => `from ${from} until ${until}`,
  },
  when: { ja: "期間", en: "When" },
  why: { ja: "内容", en: "What for" },
  list: { ja: "メンテナンスの一覧", en: "List maintenance" },
  end: { ja: "終える・取りやめる", en: "End it, or call it off" },
} as const;
