export const words = {
  summary: { ja: "Cephの状態をまとめて表示します", en: "See how Ceph is" },
  working: { ja: "Cephにたずねています", en: "Asking Ceph" },
  ok: { ja: "Cephは正常です", en: "Ceph is healthy" },
  warning: {
    ja: (count: number) => `Cephに注意が${count}件あります`,
    en: (count: number) => `Ceph has ${count === 1 ? "a warning" : `${count} warnings`}`,
  },
  error: {
    ja: (count: number) => `Cephに障害があります(${count}件)`,
    en: (count: number) => `Ceph has trouble (${count === 1 ? "1 check" : `${count} checks`})`,
  },
  mutedCount: {
    ja: (count: number) => `ほかにミュート中が${count}件あります。`,
    en: (count: number) => `${count} more ${count === 1 ? "is" : "are"} muted.`,
  },
  osds: { ja: "OSD", en: "OSDs" },
  osdCount: {
    ja: (up: number, total: number, inside: number) => `${total}台中 ${up}台が稼働、${inside}台が使用中`,
    en: (up: number, total: number, inside: number) => `${up} of ${total} up, ${inside} in`,
  },
  down: { ja: "止まっているもの", en: "Down" },
  silent: { ja: "応答のないOSD", en: "Not answering" },
  services: { ja: "モニターと管理", en: "Monitors, manager" },
  monitors: {
    ja: (quorum: number, total: number) => `mon ${total}台中${quorum}台`,
    en: (quorum: number, total: number) => `mon ${quorum} of ${total}`,
  },
  manager: {
    ja: (isThere: boolean) => (isThere ? "mgr 稼働" : "mgr なし"),
    en: (isThere: boolean) => (isThere ? "mgr at work" : "no mgr"),
  },
  mds: {
    ja: (up: number, wanted: number) => `mds ${wanted}台中${up}台`,
    en: (up: number, wanted: number) => `mds ${up} of ${wanted}`,
  },
  bearable: { ja: "あと何台止まっても大丈夫か", en: "More failures it bears" },
  servers: {
    ja: (count: number) => (count === 0 ? "もう1台も止められません" : `サーバーあと${count}台`),
    en: (count: number) => (count === 0 ? "none" : count === 1 ? "1 more server" : `${count} more servers`),
  },
  byMonitors: { ja: "(monの数による)", en: " (by the number of monitors)" },
  byPool: {
    ja: (pool: string) => `(プール ${pool} の複製数による)`,
    en: (pool: string) => ` (by the copies in ${pool})`,
  },
} as const;
