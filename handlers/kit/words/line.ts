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
  "value.characters": {
    ja: (n) => [
      `「${n.text("name")}」に使えない文字があります`,
      `見えない制御文字が含まれています: ${n.text("typed")}`,
      "文字を貼り付けた場合は、手で入力し直してください。",
    ],
    en: (n) => [
      `${n.text("name")} holds a character that cannot be used`,
      `There is an invisible control character in it: ${n.text("typed")}`,
      "If you pasted it, type it by hand.",
    ],
  },
  "value.integer": {
    ja: (n) => [`「${n.text("name")}」は数字で入力してください`, `「${n.text("typed")}」は数字ではありません。`],
    en: (n) => [`${n.text("name")} must be a whole number`, `${n.text("typed")} is not a number.`],
  },
  "value.range": {
    ja: (n) => [
      `「${n.text("name")}」が範囲の外です`,
      `${n.text("minimum")} から ${n.text("maximum")} までです (入力: ${n.text("typed")})。`,
    ],
    en: (n) => [
      `${n.text("name")} is out of range`,
      `It can be ${n.text("minimum")} to ${n.text("maximum")}; you typed ${n.text("typed")}.`,
    ],
  },
  "value.size": {
    ja: (n) => [
      `「${n.text("name")}」は大きさで入力してください`,
      `「${n.text("typed")}」は読み取れません。2G や 512M のように入力します。`,
    ],
    en: (n) => [`${n.text("name")} must be a size`, `${n.text("typed")} is not one. Type it like 2G or 512M.`],
  },
  "value.size_range": {
    ja: (n) => [
      `「${n.text("name")}」が範囲の外です`,
      `${n.mib("minimum")} から ${n.mib("maximum")} までです (入力: ${n.text("typed")})。`,
    ],
    en: (n) => [
      `${n.text("name")} is out of range`,
      `It can be ${n.mib("minimum")} to ${n.mib("maximum")}; you typed ${n.text("typed")}.`,
    ],
  },
  "value.word": {
    ja: (n) => [`「${n.text("typed")}」は選べません`, `次の中から選んでください: ${n.names("choices")}`, meantJa(n)],
    en: (n) => [`${n.text("typed")} is no choice here`, `Choose one of: ${n.names("choices")}.`, meantEn(n)],
  },
  "value.long": {
    ja: (n) => [`「${n.text("name")}」の長さが合いません`, `1文字から${n.text("limit")}文字までです。`],
    en: (n) => [`${n.text("name")} is too long or empty`, `It can have 1 to ${n.text("limit")} characters.`],
  },
  "name.invalid": {
    ja: (n) => [
      `「${n.text(n.has("typed") ? "typed" : "name")}」は名前に使えません`,
      "名前は半角の英小文字・数字・ハイフン(-)で、英字から始めて30文字までです。日本語の説明は --note に書けます。",
    ],
    en: (n) => [
      `${n.text(n.has("typed") ? "typed" : "name")} cannot be a name`,
      "A name has a-z, 0-9 and hyphens, begins with a letter, and has at most 30 characters. Anything else fits in --note.",
    ],
  },
  "input.invalid": {
    ja: (n) => [
      "入力の一部が受け付けられませんでした",
      n.has("field") ? `問題の項目: ${n.text("field")}` : "",
      "例のように入力し直してください。",
    ],
    en: (n) => [
      "Part of that was not accepted",
      n.has("field") ? `The part in question: ${n.text("field")}.` : "",
      "Type it again as in the example.",
    ],
  },
};
