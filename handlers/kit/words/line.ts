import type { Numbers, Phrases } from "../phrases.ts";

const meantJa = (n: Numbers) => (n.has("near") ? `もしかして: ${n.names("near")}` : "");
const meantEn = (n: Numbers) => (n.has("near") ? `Did you mean ${n.names("near")}?` : "");

/** What is wrong with a typed line. */
export const lineWords: Phrases = {
  "line.too_long": {
    ja: (n) => ["入力が長すぎます", `${n.text("length")}文字あります。${n.text("limit")}文字まで入力できます。`],
    en: (n) => ["That line is too long", `It has ${n.text("length")} characters; at most ${n.text("limit")} are read.`],
  },
  "line.newline": {
    ja: () => ["1行に1つずつ入力してください", "途中に改行がありました。コマンドは1つずつ送ってください。"],
    en: () => ["One command a line, please", "There was a line break in it. Send each command by itself."],
  },
  "line.unreadable": {
    ja: () => ["入力を読み取れませんでした", "もう一度入力してください。"],
    en: () => ["That line could not be read", "Type it again."],
  },
  "line.quote": {
    ja: (n) => ["引用符が閉じていません", `${n.text("from")} から始まる引用符を、最後に閉じてください。`],
    en: (n) => ["A quote is not closed", `Close the quote that begins at ${n.text("from")}.`],
  },
  "line.family": {
    ja: (n) => [
      `「${n.text("typed")}」というコマンドはありません`,
      meantJa(n),
      "使えるコマンドは /help で見られます。",
    ],
    en: (n) => [`There is no command ${n.text("typed")}`, meantEn(n), "/help lists what you can do."],
  },
  "line.verb": {
    ja: (n) => [
      `/${n.text("family")} に「${n.text("typed")}」はありません`,
      meantJa(n),
      `/help ${n.text("family")} で一覧を見られます。`,
    ],
    en: (n) => [
      `/${n.text("family")} has no ${n.text("typed")}`,
      meantEn(n),
      `/help ${n.text("family")} lists what there is.`,
    ],
  },
  "line.option": {
    ja: (n) => [`「--${n.text("typed")}」というオプションはありません`, meantJa(n)],
    en: (n) => [`There is no option --${n.text("typed")}`, meantEn(n)],
  },
  "line.option_twice": {
    ja: (n) => [`「${n.text("name")}」が2回あります`, "1回だけ指定してください。"],
    en: (n) => [`${n.text("name")} was given twice`, "Give it once."],
  },
  "line.flag_value": {
    ja: (n) => [`${n.text("name")} には値を付けません`, `${n.text("name")} とだけ入力してください。`],
    en: (n) => [`${n.text("name")} takes no value`, `Type just ${n.text("name")}.`],
  },
  "line.value_missing": {
    ja: (n) => [
      `${n.text("name")} の値がありません`,
      '後ろに値を入力してください。「-」で始まる値は引用符 " " で囲みます。',
    ],
    en: (n) => [
      `${n.text("name")} needs a value`,
      'Type the value after it. A value that begins with "-" goes in quotes.',
    ],
  },
  "line.argument_missing": {
    ja: (n) => [`「${n.text("name")}」が足りません`, "例のように入力してください。"],
    en: (n) => [`${n.text("name")} is missing`, "Type it as in the example."],
  },
  "line.one_missing": {
    ja: (n) => [`${n.names("names")} のどちらかが必要です`, "例のように入力するか、ファイルを添付してください。"],
    en: (n) => [`One of ${n.names("names")} is needed`, "Type it as in the example, or attach the file."],
  },
  "line.too_many": {
    ja: (n) => [
      `「${n.text("typed")}」は余分です`,
      '例のように入力してください。空白を含む値は引用符 " " で囲みます。',
    ],
    en: (n) => [
      `${n.text("typed")} is one word too many`,
      "Type it as in the example. A value with spaces goes in quotes.",
    ],
  },
};
