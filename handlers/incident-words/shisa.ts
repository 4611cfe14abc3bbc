import type { IncidentWords } from "./words.ts";

/** What the bot itself finds: silence, monitors that cannot see, and its own troubles. */
export const shisaIncidentWords: IncidentWords = {
  "host.silent": {
    ja: (n) => `${n["host"]} から連絡がありません`,
    en: (n) => `Nothing is heard from ${n["host"]}`,
    advice: {
      ja: "ホストの電源とネットワーク、そこで動く shisa の executor を確かめてください。このホストのほかの異常は、最後に聞いたときのままです。",
      en: "See whether the host is up, reachable, and runs its executor. What else is wrong there stands as it was heard last.",
    },
  },
  "monitor.fault": {
    ja: (n) => `${n["host"]} の監視「${n["monitor"]}」が働いていません`,
    en: (n) => `The monitor ${n["monitor"]} of ${n["host"]} cannot see`,
    advice: {
      ja: "直るまで、新しい異常に気づけません。前に見つかった異常も、もう直っているかもしれません。",
      en: "Until it can, new trouble goes unseen, and what it told last may be over.",
    },
  },
  "monitor.garbled": {
    ja: (n) => `${n["host"]} の監視「${n["monitor"]}」から、読めない報告が届いています`,
    en: (n) => `The monitor ${n["monitor"]} of ${n["host"]} sends garbage`,
    advice: {
      ja: "直るまで、この監視が見る異常に気づけません。そのホストの Shisa がボットと同じ版か確かめてください。",
      en: "Until it is mended, what it watches goes unseen. See whether Shisa there is the same release as the bot.",
    },
  },
  "bot.redis": {
    ja: () => "ボットが Redis を使えません",
    en: () => "The bot cannot use Redis",
    advice: {
      ja: "その間、コマンドはどのホストにも届かず、ホストの異常にも気づけません。",
      en: "Until it can, no command reaches a host, and nothing is heard of any.",
    },
  },
  "bot.database": {
    ja: () => "ボットがデータベースに書けません",
    en: () => "The bot cannot write its database",
    advice: {
      ja: "ボットのディスクの空きを確かめてください。",
      en: "See whether the bot's disk has room.",
    },
  },
  "bot.reports": {
    ja: (n) => `読めない、または信じられない報告が ${n["count"]} 件届きました`,
    en: (n) => `${n["count"]} reports came that cannot be read or believed`,
    advice: {
      ja: "executor の版が合っていないか、Redis に誰かが書き込んでいます。理由はボットの監査記録にあります。",
      en: "An executor is of another release, or somebody writes to Redis. The bot's audit says why.",
    },
  },
};
