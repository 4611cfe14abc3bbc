export const words = {
  summary: { ja: "返事の言語を選びます", en: "Choose the language of the answers" },
  language: { ja: "ja(日本語)か en(英語)", en: "ja for Japanese or en for English" },
  done: { ja: "これからは日本語でお返事します", en: "Answers will be in English from now on" },
} as const;
