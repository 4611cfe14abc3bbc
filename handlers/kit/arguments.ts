import type { Outcome, Refusal } from "../../protocol/refusal.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { fold, shown } from "./characters.ts";
import { type Command, labelOf, type Parameter, type Values } from "./definition.ts";
import { nearest } from "./near.ts";
import type { OptionToken, Token } from "./tokens.ts";
import { readValue, sizeUnit } from "./values.ts";

/** Options that every verb has. */
const everywhere = ["help", "yes"] as const;

interface Arguments {
  readonly values: Values;
  readonly confirmed: boolean;
}

/** Reads what follows a verb. One typed value is one argument, never more. Refuses the first thing that is wrong. */
export function readArguments(
  line: string,
  command: Command,
  tokens: readonly Token[],
  taken: readonly string[],
): Outcome<Arguments> {
  const values = new Map<string, string | number | boolean>();
  const open = command.parameters.filter((parameter) => parameter.place === "positional");
  let confirmed = false;
  const queue = [...tokens];
  for (let token = queue.shift(); token !== undefined; token = queue.shift()) {
    if (token.kind === "end") continue;
    if (token.kind === "option" && (token.name === "yes" || token.name === "y") && token.value === undefined) {
      confirmed = true;
      continue;
    }
    const parameter =
      token.kind === "option"
        ? command.parameters.find(({ name }) => name === token.name)
        : open.find(({ name }) => !values.has(name));
    if (parameter === undefined)
      return refused(token.kind === "option" ? unknownOption(line, command, token) : tooMany(token));
    if (values.has(parameter.name)) return refused(refuse("line.option_twice", { name: labelOf(parameter) }));
    const raw =
      token.kind === "option"
        ? optionValue(parameter, token, queue)
        : accepted(wordValue(line, parameter, token, queue));
    if (!raw.ok) return raw;
    const value = readValue(parameter, raw.value, taken);
    if (!value.ok) return refused(withLine(value.refusal, line, token, raw.value));
    values.set(parameter.name, value.value);
  }
  const missing = command.parameters.find(({ name, required }) => required && !values.has(name));
  if (missing !== undefined) return refused(refuse("line.argument_missing", { name: labelOf(missing) }));
  return accepted({ values: Object.fromEntries(values), confirmed });
}

function optionValue(parameter: Parameter, token: OptionToken, queue: Token[]): Outcome<string> {
  if (parameter.kind === "flag")
    return token.value === undefined ? accepted("") : refused(refuse("line.flag_value", { name: labelOf(parameter) }));
  if (token.value !== undefined && (token.value.text !== "" || token.value.quoted)) return accepted(token.value.text);
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
  return accepted(next.text);
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
    ...command.parameters.filter(({ place }) => place === "option").map(({ name }) => name),
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
