import { fold, foldWord, lineBreak } from "./characters.ts";
import type { Command, Parameter } from "./definition.ts";
import { ownGuests } from "./directory.ts";
import { allowedCommands } from "./help.ts";
import { innerLineFrom } from "./inner-line.ts";
import { lineLimit } from "./line.ts";
import type { Context } from "./ports.ts";
import type { Token } from "./tokens.ts";
import { tokensOf } from "./tokens.ts";

/** At most this many continuations. */
const most = 50;

/**
 * Whole lines that could continue an unfinished one, best first. Only what this person may see: verbs that they may
 * use, and their own guests.
 */
export function complete(line: string, context: Context, registry: readonly Command[]): string[] {
  if (line.length > lineLimit || lineBreak.test(line)) return [];
  const read = tokensOf(line);
  if (!read.ok) return [];
  const tokens = [...read.value];
  const unfinished = /\S$/u.test(line) ? tokens.pop() : undefined;
  const before = line.slice(0, unfinished?.start ?? line.length);
  const typed = unfinished === undefined ? "" : line.slice(unfinished.start, unfinished.end);
  const from = innerLineFrom(tokens, before.length, allowedCommands(context, registry));
  if (from !== undefined) return completeInner(line, from, context, registry);
  const words = continuations(tokens, typed, context, registry);
  return [...new Set(words)].slice(0, most).map((word) => before + word);
}

function completeInner(line: string, from: number, context: Context, registry: readonly Command[]): string[] {
  const inner = line.slice(from);
  const asTyped = (whole: string) => (inner.startsWith("/") ? whole : whole.replace(/^\//, ""));
  return complete(inner, context, registry).map((whole) => line.slice(0, from) + asTyped(whole));
}

function continuations(
  tokens: readonly Token[],
  typed: string,
  context: Context,
  registry: readonly Command[],
): readonly string[] {
  const allowed = allowedCommands(context, registry);
  const first = tokens[0];
  if (first === undefined) {
    const wanted = foldWord(fold(typed).replace(/^\//, ""));
    return allowed.filter(({ family }) => family.startsWith(wanted)).map(({ family }) => `/${family}`);
  }
  const family = foldWord(fold(first.text).replace(/^\//, ""));
  const commands = allowed.filter((command) => command.family === family);
  const [one, two] = [1, 2].map((count) =>
    tokens
      .slice(1, 1 + count)
      .map(({ text }) => foldWord(text))
      .join(" "),
  );
  const named = commands.find(({ verb }) => verb !== "" && (verb === one || verb === two));
  if (family === "help") return helpWords(tokens.slice(1), foldWord(typed), allowed);
  const command = named ?? commands.find(({ verb }) => verb === "");
  const begun = tokens.length > 1 ? `${one} ` : "";
  const verbs =
    tokens.length <= 2
      ? commands.flatMap(({ verb }) =>
          verb !== "" && verb.startsWith(begun + foldWord(typed)) ? [verb.slice(begun.length)] : [],
        )
      : [];
  const words = named === undefined ? 0 : named.verb.split(" ").length;
  return [...verbs, ...(command === undefined ? [] : values(command, tokens.slice(1 + words), typed, context))];
}

function helpWords(tokens: readonly Token[], typed: string, allowed: readonly Command[]): readonly string[] {
  const [family] = tokens;
  if (tokens.length > 1) return [];
  const words =
    family === undefined
      ? allowed.map((command) => command.family)
      : allowed.filter((command) => command.family === foldWord(family.text)).map(({ verb }) => verb);
  return words.filter((word) => word !== "" && word.startsWith(typed));
}

function values(command: Command, tokens: readonly Token[], typed: string, context: Context): readonly string[] {
  const last = tokens.at(-1);
  const asked = last?.kind === "option" && last.value === undefined ? parameterOf(command, last.name) : undefined;
  if (asked !== undefined && asked.kind !== "flag") return startingWith(typed, candidates(asked, context));
  const inline = /^(\S+?[=＝])(.*)$/u.exec(typed);
  if (inline?.[1] !== undefined) {
    const parameter = parameterOf(command, foldWord(inline[1].slice(0, -1)).replace(/^-+/, ""));
    const found = parameter === undefined ? [] : startingWith(inline[2] ?? "", candidates(parameter, context));
    return found.map((value) => `${inline[1]}${value}`);
  }
  const used = tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
  const options = [
    ...command.parameters
      .filter((one) => one.place === "option" && one.kind !== "file" && !used.includes(one.name))
      .map(({ name }) => name),
    ...(command.asks === true && !used.includes("yes") ? ["yes"] : []),
  ].map((name) => `--${name}`);
  if (foldWord(typed).startsWith("-")) {
    const wanted = foldWord(typed).replace(/^-+/, "--");
    return options.filter((option) => option.startsWith(wanted));
  }
  const place = positionalsUsed(command, tokens);
  const next = command.parameters.filter((one) => one.place === "positional")[place];
  if (next !== undefined) return startingWith(typed, candidates(next, context));
  return typed === "" ? options : [];
}

const parameterOf = (command: Command, name: string): Parameter | undefined =>
  command.parameters.find((parameter) => parameter.name === name);

/** How many words are not the value of an option before them. */
function positionalsUsed(command: Command, tokens: readonly Token[]): number {
  return tokens.filter((token, index) => {
    const before = tokens[index - 1];
    const option =
      before?.kind === "option" && before.value === undefined ? parameterOf(command, before.name) : undefined;
    return token.kind === "word" && (option === undefined || option.kind === "flag");
  }).length;
}

const startingWith = (typed: string, words: readonly string[]): readonly string[] =>
  words.filter((word) => word.startsWith(fold(typed)));

/** What may stand for a parameter, as far as this person may know it. */
export function candidates(parameter: Parameter, context: Context): readonly string[] {
  const hosts = context.directory.hosts();
  switch (parameter.kind) {
    case "guest":
      return [...new Set(ownGuests(context).map(({ guest }) => guest.name))];
    case "thing":
      return things(context);
    case "template":
      return [...new Set(hosts.flatMap((view) => view.inventory.templates.map(({ name }) => name)))].sort();
    case "host":
      return hosts.map(({ host }) => host);
    case "word":
      return parameter.choices ?? [];
    case "job":
      return context.jobs.ofPerson(context.person.name, 10).map(({ number }) => String(number));
    case "new-name":
    case "integer":
    case "size":
    case "flag":
    case "text":
    case "moment":
    case "past":
    case "file":
      return [];
  }
}

/** What somebody may want explained: their guests, then their newest jobs that did not go well. */
function things(context: Context): readonly string[] {
  const names = ownGuests(context).map(({ guest }) => guest.name);
  const jobs = context.jobs.ofPerson(context.person.name, 20).filter(({ status }) => status !== "done");
  return [...new Set(names), ...jobs.slice(0, 5).map(({ number }) => String(number))];
}
