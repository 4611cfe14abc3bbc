export const words = {
  summary: { ja: "ほかの人の申請を、理由を添えて却下します", en: "Say no to what somebody else asks for, and why" },
  reason: { ja: "却下の理由(申請した人に伝わります)", en: "why; who asked is told" },
  done: { ja: (number: number) => `${number} を却下しました`, en: (number: number) => `You denied ${number}` },
} as const;
