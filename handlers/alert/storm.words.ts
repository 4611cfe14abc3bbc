export const words = {
  title: {
    ja: (count: number, errors: number) => `ほかに ${count}件のアラート(障害 ${errors}件)`,
    en: (count: number, errors: number) =>
      `${count} more alerts (${errors} of them ${errors === 1 ? "an error" : "errors"})`,
  },
  over: {
    ja: (count: number) =>
      count === 0
        ? "まとめて表示していたアラートはすべて終わりました"
        : `まとめて表示していた ${count}件のアラートはすべて終わりました`,
    en: (count: number) =>
      count === 0
        ? "All alerts that were told together are over"
        : `All ${count} alerts that were told together are over`,
  },
  why: {
    ja: "一度に多く見つかったので、まとめて表示しています。/alert list ですべて確かめられます。",
    en: "Too many were found at once to be shown one by one. /alert list has them all.",
  },
  found: { ja: "見つけたもの", en: "Found by" },
  worst: { ja: "重いもの", en: "The worst" },
  ended: { ja: "終わったもの", en: "Over" },
} as const;
