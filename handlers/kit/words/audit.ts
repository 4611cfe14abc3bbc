import type { Phrases } from "../phrases.ts";

/** Questions about what ran. */
export const auditWords: Phrases = {
  "since.invalid": {
    ja: (n) => [
      `「${n.text("typed")}」はいつのことか分かりません`,
      "30m、3h、2d、1w のような長さか、today、yesterday、2026-04-01 のような日付を入力してください。",
    ],
    en: (n) => [
      `${n.text("typed")} is no time`,
      "Type how long ago, such as 30m, 3h, 2d or 1w, or a day: today, yesterday, 2026-04-01.",
    ],
  },
};
