import type { IncidentWords } from "./words.ts";

const who = ({ account, name }: Readonly<Record<string, string | number>>): string =>
  name === undefined || name === "" || name === account ? String(account) : `${name} (${account})`;

/** Somebody called whoever is on call; what they said stands in its lines. */
export const pageIncidentWords: IncidentWords = {
  "bot.page": {
    ja: (n) => `${who(n)} さんからの呼び出し`,
    en: (n) => `${who(n)} calls whoever is on call`,
    advice: {
      ja: "見たら「対応します」を押して、本人に返事をしてください。終わったら /alert resolve で閉じます。",
      en: "Acknowledge it and answer them. Close it with /alert resolve when it is done.",
    },
  },
};
