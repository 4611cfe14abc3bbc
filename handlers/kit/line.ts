import type { Refusal } from "../../protocol/refusal.ts";
import { refuse } from "../../protocol/refusal.ts";
import { type Survey, surveyArguments } from "./arguments.ts";
import { fold, foldWord, lineBreak, shown } from "./characters.ts";
import type { Command, Files, Values } from "./definition.ts";
import { nearest } from "./near.ts";
import type { Token } from "./tokens.ts";
import { tokensOf } from "./tokens.ts";

/** The longest line that is read, in UTF-16 units. */
export const lineLimit = 4000;

/** What a typed line means. */
export type ParsedLine =
  | { readonly kind: "command"; readonly command: Command; readonly values: Values; readonly confirmed: boolean }
  /** Help was asked for: nothing, a family, or a family and a verb. */
  | { readonly kind: "help"; readonly topic: readonly string[] }
  /** What is wrong with the line; `command` where the verb was understood. `passing.line` is the line that was meant. */
  | {
      readonly kind: "problem";
      readonly refusal: Refusal;
      readonly command: Command | undefined;
      readonly family: string | undefined;
    };

/** A line whose verb was understood, with all that was typed for it, right or wrong. */
interface VerbLine {
  readonly kind: "verb";
  readonly command: Command;
  readonly family: string;
  readonly survey: Survey;
}
type NoVerb = Exclude<ParsedLine, { kind: "command" }>;

const problem = (refusal: Refusal, family?: string): NoVerb => ({
  kind: "problem",
  refusal,
  command: undefined,
  family,
});

/**
 * Reads a typed line. Never throws; a line of any length and any characters ends in one of the three answers.
 * @param taken names that the person's guests have, so that a suggested name is a free one
 * @param files what was attached
 */
export function parseLine(
  typed: string,
  registry: readonly Command[],
  taken: readonly string[] = [],
  files: Files = {},
): ParsedLine {
  const read = surveyLine(typed, registry, taken, files);
  if (read.kind !== "verb") return read;
  const { command, family, survey } = read;
  const [first] = survey.problems;
  if (first !== undefined) return { kind: "problem", refusal: first.refusal, command, family };
  return { kind: "command", command, values: survey.values, confirmed: survey.confirmed };
}

/** As parseLine, but where the verb was understood with everything that is wrong, beside what was typed. */
export function surveyLine(
  typed: string,
  registry: readonly Command[],
  taken: readonly string[],
  files: Files,
): NoVerb | VerbLine {
  if (typed.length > lineLimit) return problem(refuse("line.too_long", { length: typed.length, limit: lineLimit }));
  const line = typed.trim();
  if (lineBreak.test(line)) return problem(refuse("line.newline"));
  const read = tokensOf(line);
  if (!read.ok) return problem(read.refusal);
  const [first, ...rest] = read.value;
  if (first === undefined || first.kind !== "word") return { kind: "help", topic: [] };
  const family = foldWord(fold(first.text).replace(/^\//, ""));
  if (family === "") return { kind: "help", topic: [] };
  const commands = registry.filter((command) => command.family === family);
  if (commands.length === 0) {
    const near = nearest(family, [...new Set(registry.map((command) => command.family))]);
    return problem(misspelt("line.family", first, near, line, "/"));
  }
  const found = findVerb(line, commands, family, rest);
  if (found.kind !== "found") return found;
  const survey = surveyArguments(line, found.command, found.tokens, { taken, files });
  return { kind: "verb", command: found.command, family, survey };
}

function findVerb(
  line: string,
  commands: readonly Command[],
  family: string,
  tokens: readonly Token[],
): NoVerb | { readonly kind: "found"; readonly command: Command; readonly tokens: readonly Token[] } {
  const first = tokens[0];
  const typed = wordOf(first);
  const { named, words } = verbOf(commands, typed, wordOf(tokens[1]));
  const bare = commands.find((command) => command.verb === "");
  const command = named ?? bare;
  const asksHelp = tokens.some((token) => token.kind === "option" && (token.name === "help" || token.name === "h"));
  if (asksHelp || (typed === "help" && named === undefined && family !== "help"))
    return { kind: "help", topic: [family, ...(named === undefined ? [] : [named.verb])] };
  const group = commands.flatMap(({ verb }) => (verb.startsWith(`${typed} `) ? [verb.slice(typed.length + 1)] : []));
  if (named === undefined && typed !== "" && group.length > 0) {
    const second = tokens[1];
    if (second === undefined || second.kind !== "word") return { kind: "help", topic: [family, typed] };
    const refusal = misspelt("line.verb", second, nearest(wordOf(second), group), line, "");
    return problem({ ...refusal, numbers: { ...refusal.numbers, family: `${family} ${typed}` } }, family);
  }
  const takesWords = bare?.parameters.some((parameter) => parameter.place === "positional") === true;
  if (named === undefined && typed !== "" && first !== undefined && !takesWords) {
    const verbs = commands.map(({ verb }) => verb).filter((verb) => verb !== "");
    const refusal = misspelt("line.verb", first, nearest(typed, verbs), line, "");
    return problem({ ...refusal, numbers: { ...refusal.numbers, family } }, family);
  }
  if (command === undefined) return { kind: "help", topic: [family] };
  return { kind: "found", command, tokens: tokens.slice(words) };
}

const wordOf = (token: Token | undefined): string => (token?.kind === "word" ? foldWord(token.text) : "");

/** The verb that one or two words name, and how many of them do. The first of two alone stands for its list. */
function verbOf(
  commands: readonly Command[],
  first: string,
  second: string,
): { readonly named: Command | undefined; readonly words: number } {
  const find = (verb: string) => (first === "" ? undefined : commands.find((command) => command.verb === verb));
  const both = second === "" ? undefined : find(`${first} ${second}`);
  if (both !== undefined) return { named: both, words: 2 };
  const named = find(first) ?? (second === "" ? find(`${first} list`) : undefined);
  return { named, words: named === undefined ? 0 : 1 };
}

/** "Did you mean": the code, what was typed, and the line with the nearest word in its place. */
function misspelt(code: string, token: Token, near: readonly string[], line: string, prefix: string): Refusal {
  const best = near[0];
  const fixed =
    best === undefined ? undefined : `${line.slice(0, token.start)}${prefix}${best}${line.slice(token.end)}`;
  return refuse(
    code,
    { typed: shown(token.text), ...(near.length === 0 ? {} : { near: near.join(", ") }) },
    fixed === undefined || fixed.length > 200 ? {} : { passing: { line: fixed } },
  );
}
