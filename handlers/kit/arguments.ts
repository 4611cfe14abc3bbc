import type { Outcome, Refusal } from "../../protocol/refusal.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { fold, shown } from "./characters.ts";
import { type Command, type Files, type FileValue, labelOf, type Parameter, type Values } from "./definition.ts";
import { isDayWord, isTimeWord } from "./moment.ts";
import { nearest } from "./near.ts";
import { isPast } from "./past.ts";
import type { OptionToken, Token } from "./tokens.ts";
import { readValue, sizeUnit } from "./values.ts";

/** Options that every verb has. */
const everywhere = ["help", "yes"] as const;

/** What follows a verb, read to its end whatever is wrong with it. */
export interface Survey {
  /** What could be read. */
  readonly values: Values;
  /** What was typed, by parameter name. */
  readonly typed: ReadonlyMap<string, string>;
  /** What is wrong, in the order in which it was typed, then what is missing; `parameter` where it is about one. */
  readonly problems: readonly Problem[];
  readonly confirmed: boolean;
}
export interface Problem {
  readonly parameter: Parameter | undefined;
  readonly refusal: Refusal;
}

/** Nobody reads more than this many problems. */
const mostProblems = 20;

/**
 * Reads what follows a verb. One typed value is one argument, never more.
 * @param beside names that a suggested new name must not repeat, and what was attached
 */
export function surveyArguments(
  line: string,
  command: Command,
  tokens: readonly Token[],
  beside: { readonly taken: readonly string[]; readonly files: Files },
): Survey {
  const values = new Map<string, Values[string]>(attached(command, beside.files));
  const typed = new Map<string, string>();
  const seen = new Set(values.keys());
  const problems: Problem[] = [];
  const open = command.parameters.filter((parameter) => parameter.place === "positional");
  let confirmed = false;
  const queue = [...tokens];
  const wrong = (parameter: Parameter | undefined, refusal: Refusal) => problems.push({ parameter, refusal });
  for (let token = queue.shift(); token !== undefined && problems.length < mostProblems; token = queue.shift()) {
    if (token.kind === "end") continue;
    if (token.kind === "option" && (token.name === "yes" || token.name === "y") && token.value === undefined) {
      confirmed = true;
      continue;
    }
    const parameter =
      token.kind === "option"
        ? command.parameters.find(({ name }) => name === token.name)
        : open.find(({ name, many }) => many === true || !seen.has(name));
    if (parameter === undefined) {
      wrong(undefined, token.kind === "option" ? unknownOption(line, command, token) : tooMany(token));
      continue;
    }
    const more = token.kind === "word" && parameter.many === true ? typed.get(parameter.name) : undefined;
    const twice = more === undefined && seen.has(parameter.name);
    seen.add(parameter.name);
    const raw =
      token.kind === "option"
        ? optionValue(parameter, token, queue)
        : accepted(`${more === undefined ? "" : `${more} `}${wordValue(line, parameter, token, queue)}`);
    if (raw.ok && !twice) typed.set(parameter.name, raw.value);
    const value = raw.ok ? readValue(parameter, raw.value, beside.taken) : raw;
    if (twice) wrong(parameter, refuse("line.option_twice", { name: labelOf(parameter) }));
    else if (value.ok) values.set(parameter.name, value.value);
    else wrong(parameter, raw.ok ? withLine(value.refusal, line, token, raw.value) : value.refusal);
  }
  for (const parameter of command.parameters)
    if (parameter.required && !seen.has(parameter.name)) wrong(parameter, missing(parameter));
  const oneOf = command.parameters.filter(({ name }) => command.oneOf?.includes(name));
  if (oneOf.length > 0 && !oneOf.some(({ name }) => seen.has(name))) wrong(oneOf[0], noneOf(oneOf));
  return { values: Object.fromEntries(values), typed, problems, confirmed };
}

const noneOf = (parameters: readonly Parameter[]): Refusal =>
  refuse("line.one_missing", { names: parameters.map(labelOf).join(", ") });

/** What is said where something that is required was left out. */
export const missing = (parameter: Parameter): Refusal =>
  refuse(parameter.kind === "file" ? "value.file" : "line.argument_missing", { name: labelOf(parameter) });

function attached({ parameters }: Command, files: Files): readonly (readonly [string, FileValue])[] {
  return parameters.flatMap(({ name, kind }) => {
    const file = kind === "file" && Object.hasOwn(files, name) ? files[name] : undefined;
    return file === undefined ? [] : [[name, file] as const];
  });
}

function optionValue(parameter: Parameter, token: OptionToken, queue: Token[]): Outcome<string> {
  if (parameter.kind === "file") return refused(missing(parameter));
  if (parameter.kind === "flag")
    return token.value === undefined ? accepted("") : refused(refuse("line.flag_value", { name: labelOf(parameter) }));
  if (token.value !== undefined && (token.value.text !== "" || token.value.quoted))
    return accepted(withTime(parameter, token.value.text, queue));
  const next = queue[0];
  if (token.value !== undefined || next?.kind !== "word")
    return refused(refuse("line.value_missing", { name: labelOf(parameter) }));
  queue.shift();
  const unit = queue[0];
  // "2 GiB" is one size that was typed as two words.
  if (
    parameter.kind === "size" &&
    /^[\d.]+$/.test(fold(next.text)) &&
    unit?.kind === "word" &&
    sizeUnit.test(fold(unit.text))
  ) {
    queue.shift();
    return accepted(`${next.text} ${unit.text}`);
  }
  return accepted(withTime(parameter, next.text, queue));
}

/** "tomorrow 9:00" is one time that was typed as two words. */
function withTime(parameter: Parameter, typed: string, queue: Token[]): string {
  if (parameter.kind === "past") return withPast(typed, queue);
  const time = queue[0];
  if (parameter.kind !== "moment" || time?.kind !== "word" || !isDayWord(typed) || !isTimeWord(time.text)) return typed;
  queue.shift();
  return `${typed} ${time.text}`;
}

/** "3 days ago" and "last Friday" are times that were typed as several words: as many are taken as make one. */
function withPast(typed: string, queue: Token[]): string {
  const words = [typed];
  for (const token of queue.slice(0, 3)) {
    if (token.kind !== "word") break;
    words.push(token.text);
  }
  for (let count = words.length; count > 1; count -= 1) {
    const joined = words.slice(0, count).join(" ");
    if (!isPast(joined)) continue;
    queue.splice(0, count - 1);
    return joined;
  }
  return typed;
}

/** A word's text; for a parameter that takes the rest of the line, the line from here as it was typed. */
function wordValue(line: string, parameter: Parameter, token: Token, queue: Token[]): string {
  if (parameter.rest !== true || queue.length === 0) return token.text;
  queue.length = 0;
  return line.slice(token.start);
}

const tooMany = (token: Token): Refusal => refuse("line.too_many", { typed: shown(token.text) });

function unknownOption(line: string, command: Command, token: OptionToken): Refusal {
  const known = [
    ...command.parameters.filter(({ place, kind }) => place === "option" && kind !== "file").map(({ name }) => name),
    ...everywhere,
  ];
  const near = nearest(token.name, known);
  const value = token.value === undefined ? "" : `=${line.slice(token.value.start, token.value.end)}`;
  const fixed = `${line.slice(0, token.start)}--${near[0] ?? ""}${value}${line.slice(token.end)}`;
  return refuse(
    "line.option",
    { typed: shown(token.text), ...(near.length === 0 ? {} : { near: near.map((name) => `--${name}`).join(", ") }) },
    near.length === 0 || fixed.length > 200 ? {} : { passing: { line: fixed } },
  );
}

/** Where a refused value has a nearest good one, the whole line with that in its place. */
function withLine(refusal: Refusal, line: string, token: Token, raw: string): Refusal {
  const better = refusal.numbers["suggestion"] ?? refusal.numbers["near"];
  if (better === undefined) return refusal;
  const fixed =
    token.kind === "word"
      ? `${line.slice(0, token.start)}${better}${line.slice(token.end)}`
      : line.replace(raw, String(better));
  return fixed.length > 200 ? refusal : { ...refusal, passing: { line: fixed } };
}
