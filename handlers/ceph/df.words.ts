export const words = {
  summary: { ja: "Cephの容量を表示します", en: "See how full Ceph is" },
  working: { ja: "Cephにたずねています", en: "Asking Ceph" },
  title: { ja: "Cephの容量", en: "How full Ceph is" },
  stored: {
    ja: (stored: string, free: string) => `${stored} 使用、あと ${free}`,
    en: (stored: string, free: string) => `${stored} used, ${free} left`,
  },
} as const;
