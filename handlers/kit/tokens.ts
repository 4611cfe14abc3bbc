import type { Outcome } from "../../protocol/refusal.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { closersOf, dashRun, foldWord, isQuote, isSpace, shown } from "./characters.ts";

/** A piece of a typed line as it was typed, without its quotes. */
interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  /** Where it stands in the line, quotes included. */
  readonly start: number;
  readonly end: number;
}
export interface WordToken extends Piece {
  readonly kind: "word";
}
/** `--name` or `--name=value`; `text` is the name as typed, `name` its normal form. */
export interface OptionToken extends Piece {
  readonly kind: "option";
  readonly name: string;
  readonly value: Piece | undefined;
}
/** `--` alone: nothing after it is an option. */
export interface EndToken extends Piece {
  readonly kind: "end";
}
export type Token = WordToken | OptionToken | EndToken;

/** Splits a line at its spaces, quotes and options seen; refuses only a quote that is never closed. */
export function tokensOf(line: string): Outcome<readonly Token[]> {
  const tokens: Token[] = [];
  let at = 0;
  let onlyWords = false;
  while (at < line.length) {
    if (isSpace(line[at])) {
      at += 1;
      continue;
    }
    const token: Token | undefined = onlyWords ? wordAt(line, at) : tokenAt(line, at);
    if (token === undefined) return refused(refuse("line.quote", { from: shown(line.slice(at), 20) }));
    onlyWords ||= token.kind === "end";
    tokens.push(token);
    at = token.end;
  }
  return accepted(tokens);
}

function tokenAt(line: string, start: number): Token | undefined {
  if (isQuote(line[start])) return wordAt(line, start);
  const until = unquotedEnd(line, start);
  const raw = line.slice(start, until);
  const dashes = dashRun.exec(raw)?.[0] ?? "";
  const rest = raw.slice(dashes.length);
  if (dashes !== "" && rest === "" && dashes !== "-" && dashes.length <= 2)
    return { kind: "end", text: raw, quoted: false, start, end: until };
  if (!raw.startsWith("--") && !(dashes !== "" && /^[a-z_]/u.test(foldWord(rest)))) return wordAt(line, start);
  const equals = rest.search(/[=＝]/u);
  if (equals === -1)
    return { kind: "option", name: foldWord(rest), text: rest, quoted: false, start, end: until, value: undefined };
  const value = pieceAt(line, start + dashes.length + equals + 1);
  const text = rest.slice(0, equals);
  return value && { kind: "option", name: foldWord(text), text, quoted: false, start, end: value.end, value };
}

function wordAt(line: string, start: number): WordToken | undefined {
  const piece = pieceAt(line, start);
  return piece && { kind: "word", ...piece };
}

/** The quoted or plain text that begins here; undefined where a quote is never closed. */
function pieceAt(line: string, start: number): Piece | undefined {
  const closers = closersOf(line[start]);
  if (closers === undefined) {
    const end = unquotedEnd(line, start);
    return { text: line.slice(start, end), quoted: false, start, end };
  }
  let text = "";
  for (let at = start + 1; at < line.length; at += 1) {
    const character = line[at] ?? "";
    const next = line[at + 1];
    if (character === "\\" && (next === "\\" || isQuote(next))) {
      text += next;
      at += 1;
    } else if (closers.includes(character) && (next === undefined || isSpace(next))) {
      // A quote inside a word is an apostrophe: only one before a space or the end closes.
      return { text, quoted: true, start, end: at + 1 };
    } else text += character;
  }
  return undefined;
}

function unquotedEnd(line: string, start: number): number {
  let end = start;
  while (end < line.length && !isSpace(line[end])) end += 1;
  return end;
}
