export const words = {
  summary: {
    ja: "munge が表示した1行で、自分のアカウントを証明します",
    en: "Prove which account is yours, with the line that munge printed",
  },
  credential: {
    ja: "munge が表示した「MUNGE:」で始まる1行",
    en: "the line that munge printed, which begins with MUNGE:",
  },
  done: {
    ja: (identity: string, account: string) => `${identity} は ${account} として使えます`,
    en: (identity: string, account: string) => `${identity} is ${account} from now on`,
  },
  begin: { ja: "VMを作る", en: "Make a machine" },
  list: { ja: "結び付きの一覧", en: "My links" },
} as const;
