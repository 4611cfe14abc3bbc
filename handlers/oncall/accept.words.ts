export const words = {
  summary: { ja: "頼まれた交代を引き受けます", en: "Take the turn that somebody asked you to take" },
} as const;
