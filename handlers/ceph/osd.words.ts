export const words = {
  summary: { ja: "CephのOSD(ディスク)をサーバーごとに表示します", en: "See Ceph's OSDs (its disks) by server" },
  working: { ja: "Cephにたずねています", en: "Asking Ceph" },
  title: {
    ja: (up: number, total: number) => `OSD: ${total}台中 ${up}台が稼働`,
    en: (up: number, total: number) => `OSDs: ${up} of ${total} up`,
  },
  none: { ja: "OSDがありません", en: "There is no OSD" },
  states: {
    up: { ja: "稼働", en: "up" },
    down: { ja: "停止", en: "down" },
    silent: { ja: "応答なし", en: "not answering" },
  },
  out: { ja: "対象外(out)", en: "out" },
  noout: { ja: "1時間 noout にする", en: "noout for 1 h" },
  nooutOff: { ja: "noout を解除", en: "End noout" },
} as const;
