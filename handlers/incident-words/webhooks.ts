import type { IncidentWords } from "./words.ts";

/** What other programs tell the bot's webhooks: their own words, which are only shown. */
export const webhookIncidentWords: IncidentWords = {
  "alertmanager.alert": {
    ja: (n) => `Alertmanager: ${n["alert"]}${n["summary"] === undefined ? "" : `（${n["summary"]}）`}`,
    en: (n) => `Alertmanager: ${n["alert"]}${n["summary"] === undefined ? "" : ` (${n["summary"]})`}`,
  },
  "alertmanager.truncated": {
    ja: (n) => `Alertmanager の通知から ${n["count"]} 件が省かれました`,
    en: (n) => `Alertmanager left ${n["count"]} alerts out of what it told`,
    advice: {
      ja: "受信側の max_alerts を 0 にし、残りは Alertmanager の画面で見てください。",
      en: "Set the receiver's max_alerts to 0; see the rest on Alertmanager's own page.",
    },
  },
  "webhook.alert": {
    ja: (n) => `${n["title"]}`,
    en: (n) => `${n["title"]}`,
  },
};
