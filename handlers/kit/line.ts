import type { Refusal } from "../../protocol/refusal.ts";
import { refuse } from "../../protocol/refusal.ts";
import { readArguments } from "./arguments.ts";
import { fold, foldWord, lineBreak, shown } from "./characters.ts";
import type { Command, Values } from "./definition.ts";
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

const problem = (refusal: Refusal, family?: string): ParsedLine => ({
  kind: "problem",
  refusal,
  command: undefined,
  family,
});

/**
 * Reads a typed line. Never throws; a line of any length and any characters ends in one of the three answers.
 * @param taken names that the person's guests have, so that a suggested name is a free one
 */
export function parseLine(typed: string, registry: readonly Command[], taken: readonly string[] = []): ParsedLine {
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
  return verbLine(line, commands, family, rest, taken);
}

function verbLine(
  line: string,
  commands: readonly Command[],
  family: string,
  tokens: readonly Token[],
  taken: readonly string[],
): ParsedLine {
  const first = tokens[0];
  const typed = first?.kind === "word" ? foldWord(first.text) : "";
  const named = typed === "" ? undefined : commands.find((command) => command.verb === typed);
  const bare = commands.find((command) => command.verb === "");
  const command = named ?? bare;
  const asksHelp = tokens.some((token) => token.kind === "option" && (token.name === "help" || token.name === "h"));
  if (asksHelp || (typed === "help" && named === undefined && family !== "help"))
    return { kind: "help", topic: [family, ...(named === undefined ? [] : [named.verb])] };
  const takesWords = bare?.parameters.some((parameter) => parameter.place === "positional") === true;
  if (named === undefined && typed !== "" && first !== undefined && !takesWords) {
    const verbs = commands.map(({ verb }) => verb).filter((verb) => verb !== "");
    const refusal = misspelt("line.verb", first, nearest(typed, verbs), line, "");
    return problem({ ...refusal, numbers: { ...refusal.numbers, family } }, family);
  }
  if (command === undefined) return { kind: "help", topic: [family] };
  const read = readArguments(line, command, named === undefined ? tokens : tokens.slice(1), taken);
  if (!read.ok) return { kind: "problem", refusal: read.refusal, command, family };
  return { kind: "command", command, ...read.value };
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
