import type { Text } from "../kit/reply.ts";

const places: Readonly<Record<string, Text>> = {
  slack: { ja: "Slackから", en: "by Slack" },
  discord: { ja: "Discordから", en: "by Discord" },
  terminal: { ja: "端末から", en: "at a terminal" },
};

export const words = {
  summary: { ja: "登録したSSHの公開鍵の一覧を表示します", en: "List the SSH public keys that you added" },
  working: { ja: "公開鍵の一覧", en: "Listing your public keys" },
  title: { ja: "登録した公開鍵", en: "Your public keys" },
  none: { ja: "登録した公開鍵はありません", en: "You have added no public key" },
  home: {
    ja: "VMを作るときは、ホームの ~/.ssh/authorized_keys の鍵もいっしょに使います。",
    en: "A new VM also gets the keys in ~/.ssh/authorized_keys in your home, if there are any.",
  },
  add: { ja: "公開鍵を登録する", en: "Add a key" },
  remove: { ja: (name: string) => `${name} を削除`, en: (name: string) => `Remove ${name}` },
  total: {
    ja: (total: number, limit: number) => `${limit}個まで・いま${total}個`,
    en: (total: number, limit: number) => `${total} of ${limit} keys`,
  },
  places,
} as const;
