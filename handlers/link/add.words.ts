export const words = {
  summary: {
    ja: "チャットの利用者とUnixアカウントを結び付けます",
    en: "Link somebody's chat identity to their Unix account",
  },
  identity: {
    ja: "チャットでのID(本人がボットに話しかけると表示されます)",
    en: "who they are in the chat; the bot shows it to them when they speak to it",
  },
  account: { ja: "その人のUnixアカウント", en: "the person's Unix account" },
  host: {
    ja: "アカウントを確かめるホスト(省略すると1台選びます)",
    en: "the host that looks the account up; one is chosen unless you say",
  },
  working: { ja: "アカウントの確認", en: "Looking the account up" },
  done: {
    ja: (identity: string, account: string) => `${identity} を ${account} に結び付けました`,
    en: (identity: string, account: string) => `${identity} is ${account} from now on`,
  },
  meaning: {
    ja: "本人には、使い始めるためのメッセージが届きます。",
    en: "They get a message to begin with.",
  },
} as const;
