import type { Phrases } from "../phrases.ts";

/** Why something was not done to an incident. */
export const alertWords: Phrases = {
  "alert.unknown": {
    ja: (n) => [`アラート ${n.text("number")} はありません`, "/alert list でいまのアラートを確かめられます。"],
    en: (n) => [`There is no alert ${n.text("number")}`, "/alert list shows what is wrong now."],
  },
  "alert.acknowledged": {
    ja: (n) => [`アラート ${n.text("number")} にはもう ${n.text("who")} さんが対応しています`],
    en: (n) => [`${n.text("who")} looks after alert ${n.text("number")} already`],
  },
  "alert.over": {
    ja: (n) => [
      `アラート ${n.text("number")} はもう終わっています`,
      n.has("who") ? `${n.text("who")} さんが解決しました。` : "自然に解消しました。",
    ],
    en: (n) => [
      `Alert ${n.text("number")} is over already`,
      n.has("who") ? `${n.text("who")} resolved it.` : "It was over by itself.",
    ],
  },
  "alert.snooze": {
    ja: (n) => ["止められる時間ではありません", `これから${n.text("days")}日以内の時間にしてください。`],
    en: (n) => ["An alert cannot rest for that long", `Give a time within the next ${n.text("days")} days.`],
  },
};
