import type { IncidentWords } from "./words.ts";

/** What the certificates' monitor tells. */
export const certificateIncidentWords: IncidentWords = {
  "certificate.ends": {
    ja: (n) => `証明書 ${n["place"]} はあと ${n["days"]} 日で切れます`,
    en: (n) => `The certificate ${n["place"]} ends in ${n["days"]} days`,
    advice: {
      ja: "新しいものに替え、使っているプログラムを再起動してください。",
      en: "Renew it, and restart what uses it.",
    },
  },
  "certificate.expired": {
    ja: (n) => `証明書 ${n["place"]} は期限切れです`,
    en: (n) => `The certificate ${n["place"]} has expired`,
    advice: {
      ja: "今すぐ新しいものに替え、使っているプログラムを再起動してください。",
      en: "Renew it now, and restart what uses it.",
    },
  },
  "certificate.unreadable": {
    ja: (n) => `証明書 ${n["place"]} を読めません`,
    en: (n) => `The certificate ${n["place"]} cannot be read`,
  },
};
