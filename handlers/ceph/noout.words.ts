export const words = {
  summary: {
    ja: "止まったOSDのデータを移さないようにします(管理者)",
    en: "Keep data where it is while OSDs are down (administrators)",
  },
  for: { ja: "時間(例: 1h。省略すると1時間、最長24時間)", en: "for how long, such as 1h (the default); a day at most" },
  end: { ja: "今すぐ解除する", en: "end it now" },
  working: { ja: "noout を設定", en: "Setting noout" },
  ending: { ja: "noout を解除", en: "Ending noout" },
  steps: { flag: { ja: "Cephに伝える", en: "Tell Ceph" } },
  done: { ja: "noout を設定しました", en: "noout is set" },
  ended: { ja: "noout を解除しました", en: "noout is no longer set" },
  text: {
    ja: "この間はOSDが止まってもデータをコピーし直しません。再起動や部品の交換のためのものです。時間が来ると自動で解除します。",
    en: "Until then, Ceph copies no data anew for OSDs that are down: for restarts and repairs. It ends by itself.",
  },
  until: { ja: "自動で解除", en: "Ends by itself" },
} as const;
