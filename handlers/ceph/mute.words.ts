export const words = {
  summary: {
    ja: "Cephの警告をしばらく止めます(管理者)",
    en: "Silence one of Ceph's checks for a while (administrators)",
  },
  for: { ja: "止める時間(例: 4h。省略すると4時間)", en: "for how long, such as 4h (the default)" },
  working: { ja: (code: string) => `${code} をミュート`, en: (code: string) => `Muting ${code}` },
  steps: { mute: { ja: "Cephに伝える", en: "Tell Ceph" } },
  done: { ja: (code: string) => `${code} をミュートしました`, en: (code: string) => `${code} is muted` },
  text: {
    ja: "問題そのものは残っています。時間が過ぎるか、いったん解消すると、また知らせます。",
    en: "The trouble itself is still there. It is told again after that time, or when it comes back.",
  },
  until: { ja: "いつまで", en: "Until" },
  undo: { ja: "ミュートを解除", en: "Unmute" },
} as const;
