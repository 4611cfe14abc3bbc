export const words = {
  planned: {
    ja: (what: string) => `メンテナンスのお知らせ: ${what}`,
    en: (what: string) => `Maintenance planned: ${what}`,
  },
  begun: {
    ja: (what: string) => `メンテナンスを始めました: ${what}`,
    en: (what: string) => `Maintenance has begun: ${what}`,
  },
  over: {
    ja: (what: string) => `メンテナンスが終わりました: ${what}`,
    en: (what: string) => `Maintenance is over: ${what}`,
  },
  off: {
    ja: (what: string) => `メンテナンスは取りやめになりました: ${what}`,
    en: (what: string) => `Maintenance is called off: ${what}`,
  },
  expect: {
    ja: "その間、止まったり遅くなったりすることがあります。始まるまでに終わらないジョブは受け付けません。",
    en: "Meanwhile things may stop or be slow. Jobs that would not be over before it begins are refused.",
  },
} as const;
