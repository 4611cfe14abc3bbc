const errorsOf = (count: number, errors: number): string => {
  if (errors === 0) return "no error";
  if (count === 1) return "an error";
  return `${errors} of them ${errors === 1 ? "an error" : "errors"}`;
};

export const words = {
  summary: { ja: "いま起きているアラートの一覧", en: "What is wrong now" },
  none: { ja: "いま起きている異常はありません", en: "Nothing is wrong now" },
  title: {
    ja: (count: number, errors: number, more: number) =>
      `アラート: ${count}件(障害 ${errors === 0 ? "なし" : `${errors}件`})${more > 0 ? `、一緒に見つかったもの ${more}件` : ""}`,
    en: (count: number, errors: number, more: number) =>
      `${count === 1 ? "One alert" : `${count} alerts`}, ${errorsOf(count, errors)}${more > 0 ? `; ${more} more found with them` : ""}`,
  },
  page: { ja: "何ページ目か(1ページに25件)", en: "Which page; each has 25" },
  next: { ja: (page: number) => `${page}ページ目`, en: (page: number) => `Page ${page}` },
  ackOne: { ja: (number: number) => `${number} に対応`, en: (number: number) => `Acknowledge ${number}` },
} as const;
