import type { Phrases } from "../phrases.ts";

/** Terminals of people who prove by munge who they are. */
export const sessionWords: Phrases = {
  "session.other": {
    ja: () => [
      "この端末が誰のものか確認できませんでした",
      "証明がこの端末のこの接続のものではありません。何も実行していません。もう一度つないでください。",
    ],
    en: () => [
      "We could not tell whose terminal this is",
      "The proof is not one for this terminal and this connection. Nothing was done. Connect again.",
    ],
  },
  "session.over": {
    ja: () => ["この端末の接続は期限切れです", "何も実行していません。もう一度つなぐと、続きができます。"],
    en: () => ["This terminal's session is over", "Nothing was done. Connect again to go on."],
  },
  "session.busy": {
    ja: () => [
      "いま混み合っています",
      "誰からの接続か確認できませんでした。少し待ってから、もう一度つないでください。",
    ],
    en: () => [
      "Too many are connecting just now",
      "Who you are could not be found out. Wait a little, and connect again.",
    ],
  },
  "session.many": {
    ja: () => ["端末を開きすぎています", "使っていない shisa chat を閉じてから、もう一度つないでください。"],
    en: () => ["You have too many terminals open", "Leave a shisa chat that you do not need, and connect again."],
  },
  "session.flood": {
    ja: () => ["入力が速すぎます", "実行していません。少し待ってから、もう一度入力してください。"],
    en: () => ["That is too much at once", "It was not done. Wait a little, then type it again."],
  },
};
