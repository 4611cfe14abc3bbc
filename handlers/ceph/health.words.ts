export const words = {
  summary: { ja: "Cephの警告を詳しく表示します", en: "See what Ceph complains of, in detail" },
  working: { ja: "Cephにたずねています", en: "Asking Ceph" },
  ok: { ja: "Cephから警告は出ていません", en: "Ceph complains of nothing" },
  title: {
    ja: (count: number) => `Cephの警告: ${count}件`,
    en: (count: number) => (count === 1 ? "Ceph complains of 1 thing" : `Ceph complains of ${count} things`),
  },
  mutes: { ja: "ミュート", en: "Muted" },
  until: {
    ja: (code: string, time: string) => `${code}(${time} まで)`,
    en: (code: string, time: string) => `${code} until ${time}`,
  },
  mute: { ja: (code: string) => `${code} を4時間ミュート`, en: (code: string) => `Mute ${code} for 4 h` },
} as const;
