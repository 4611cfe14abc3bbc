import type { Phrases } from "../phrases.ts";

/** What people's homes take, and why it cannot be told. */
export const homeWords: Phrases = {
  "home.not_here": {
    ja: () => ["ホームの使用量は調べられません", "調べられるホストが設定されていないか、応答がありません。"],
    en: () => ["We cannot tell what your home takes", "No host that could look is set up, or none answers."],
  },
  "home.elsewhere": {
    ja: (n) => [`ホームが ${n.text("host")} の調べられる場所にありません`, "管理者に連絡してください。"],
    en: (n) => [`Your home is not where ${n.text("host")} looks for homes`, "Tell an administrator."],
  },
  "home.timeout": {
    ja: (n) => [
      "ホームが応答しません",
      `${n.text("seconds")}秒待ちましたが、読めませんでした。しばらくしてからもう一度試し、続くようなら管理者に連絡してください。`,
    ],
    en: (n) => [
      "Your home does not answer",
      `It could not be read within ${n.text("seconds")} s. Try again in a while; if it goes on, tell an administrator.`,
    ],
  },
  "home.unreadable": {
    ja: () => ["ホームを読めませんでした", "管理者に連絡してください。"],
    en: () => ["Your home could not be read", "Tell an administrator."],
  },
};
