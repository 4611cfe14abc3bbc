/** Words that several verbs of this family use. */
export const shared = {
  unreachable: {
    ja: "Cephに接続できません",
    en: "Ceph cannot be reached",
  },
  unreachableText: {
    ja: (host: string) =>
      `${host} からたずねましたが、モニター(mon)が応答しません。保存されたデータも今は読み書きできないおそれがあります。`,
    en: (host: string) =>
      `Asked from ${host}, no monitor (mon) answers. Data on Ceph may not be readable or writable now.`,
  },
  reason: { ja: "プログラムの表示", en: "What the program says" },
  capacity: { ja: "容量", en: "Space" },
  used: {
    ja: (used: string, total: string, percent: string) => `${total} のうち ${used} 使用(${percent})`,
    en: (used: string, total: string, percent: string) => `${used} of ${total} used (${percent})`,
  },
  days: {
    ja: (days: number) => `このままだと約${days}日で満杯`,
    en: (days: number) => `full in about ${days} days, at this rate`,
  },
  muted: { ja: "ミュート中", en: "muted" },
  noout: { ja: "noout", en: "noout" },
  nooutUntil: {
    ja: (time: string) => `設定中(${time} に自動で解除)`,
    en: (time: string) => `set; ends by itself at ${time}`,
  },
  nooutByHand: {
    ja: "手作業で設定中(自動では解除されません)",
    en: "set by hand; it does not end by itself",
  },
  showHealth: { ja: "詳細", en: "Details" },
  showOsd: { ja: "OSDの一覧", en: "OSDs" },
  showDf: { ja: "容量", en: "Space" },
  showStatus: { ja: "全体の状態", en: "Status" },
  muteFor: { ja: "4時間ミュート", en: "Mute for 4 h" },
} as const;
