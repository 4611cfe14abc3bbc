export const words = {
  summary: { ja: "チャットとアカウントの結び付きを外します", en: "End a chat's link to its account" },
  identity: {
    ja: "チャットでのID(省略するとこのチャット)",
    en: "who it is in the chat; this chat unless you say",
  },
  host: {
    ja: "書き留めるホスト(省略すると1台選びます)",
    en: "the host that writes it down; one is chosen unless you say",
  },
  ask: {
    ja: (identity: string, account: string) => `${identity} と ${account} の結び付きを外しますか`,
    en: (identity: string, account: string) => `End the link of ${identity} to ${account}?`,
  },
  meaning: {
    ja: "そのチャットからは何もできなくなります。また使うには、そこで /link と入力して結び付け直します。",
    en: "Nothing can be done from that chat any more, until somebody links it anew by /link.",
  },
  yes: { ja: "外す", en: "End it" },
  working: { ja: "結び付きを外しています", en: "Ending the link" },
  done: {
    ja: (identity: string) => `${identity} の結び付きを外しました`,
    en: (identity: string) => `The link of ${identity} has ended`,
  },
  everywhere: {
    ja: "1分以内に、すべてのホストで無効になります。元に戻すことはできません。",
    en: "Within a minute no host believes it any more; it does not come back with older data.",
  },
} as const;
