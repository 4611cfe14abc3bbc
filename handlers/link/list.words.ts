export const words = {
  summary: {
    ja: "自分のアカウントに結び付いたチャットの一覧です",
    en: "List the chats that are linked to your account",
  },
  person: { ja: "その人のUnixアカウント(管理者だけ)", en: "somebody's Unix account (administrators only)" },
  title: {
    ja: (account: string, count: number) => `${account} に結び付いたチャット: ${count}件`,
    en: (account: string, count: number) => `Chats linked to ${account}: ${count}`,
  },
  munge: { ja: "本人が証明", en: "proved by themself" },
  administrator: { ja: (by: string) => `管理者 ${by} による`, en: (by: string) => `said by the administrator ${by}` },
  here: { ja: "いまここ", en: "this chat" },
  remove: { ja: "このチャットの結び付きを外す", en: "End this chat's link" },
  none: {
    ja: "結び付けるには、そのチャットで /link と入力します。",
    en: "To link a chat, type /link there.",
  },
} as const;
