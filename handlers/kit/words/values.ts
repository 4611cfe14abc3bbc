import type { Phrases } from "../phrases.ts";

/** What is wrong with one typed value. */
export const valueWords: Phrases = {
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
    ja: (n) => [
      `「${n.text("typed")}」は選べません`,
      `次の中から選んでください: ${n.names("choices")}`,
      n.has("near") ? `もしかして: ${n.names("near")}` : "",
    ],
    en: (n) => [
      `${n.text("typed")} is no choice here`,
      `Choose one of: ${n.names("choices")}.`,
      n.has("near") ? `Did you mean ${n.names("near")}?` : "",
    ],
  },
  "value.long": {
    ja: (n) => [`「${n.text("name")}」の長さが合いません`, `1文字から${n.text("limit")}文字までです。`],
    en: (n) => [`${n.text("name")} is too long or empty`, `It can have 1 to ${n.text("limit")} characters.`],
  },
  "value.file": {
    ja: (n) => [
      `「${n.text("name")}」はファイルで添付してください`,
      "文字では入力できません。SlackとDiscordでは、コマンドの入力フォームで添付できます。ターミナルからはまだ送れません。",
    ],
    en: (n) => [
      `${n.text("name")} is a file: attach it`,
      "It cannot be typed. Slack and Discord take it in the command's form; the terminal cannot take files yet.",
    ],
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
