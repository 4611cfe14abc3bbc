import type { Phrases } from "../phrases.ts";

/** Files that come with a command. */
export const fileWords: Phrases = {
  "file.too_large": {
    ja: (n) => [
      "ファイルが大きすぎます",
      `「${n.text("name")}」は${n.text("size")}バイトです。添付できるのは${n.text("limit")}バイトまでです。大きなものはホームに置いてください。`,
    ],
    en: (n) => [
      "The file is too large",
      `${n.text("name")} has ${n.text("size")} bytes; at most ${n.text("limit")} can be attached. Put large ones into your home.`,
    ],
  },
  "file.unreadable": {
    ja: (n) => [
      "添付ファイルを読み込めませんでした",
      `「${n.text("name")}」を取得できませんでした。何もしていません。もう一度添付してください。`,
    ],
    en: (n) => [
      "The attached file could not be read",
      `${n.text("name")} could not be fetched, so nothing was done. Please attach it again.`,
    ],
  },
};
