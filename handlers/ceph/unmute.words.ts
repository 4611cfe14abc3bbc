export const words = {
  summary: {
    ja: "Cephの警告のミュートを解除します(管理者)",
    en: "Have a muted check of Ceph told again (administrators)",
  },
  working: { ja: (code: string) => `${code} のミュートを解除`, en: (code: string) => `Unmuting ${code}` },
  steps: { unmute: { ja: "Cephに伝える", en: "Tell Ceph" } },
  done: { ja: (code: string) => `${code} のミュートを解除しました`, en: (code: string) => `${code} is told again` },
} as const;
