import { guestNameSchema } from "../../protocol/names.ts";
import type { Outcome, Refusal } from "../../protocol/refusal.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { fold, isDeceiving, shown } from "./characters.ts";
import { labelOf, type Parameter } from "./definition.ts";
import { readMoment } from "./moment.ts";
import { freeName } from "./names.ts";
import { nearest } from "./near.ts";
import { isPast } from "./past.ts";

/** A note's greatest length, in characters, and that of other texts; the action's schema says the same. */
const textLimit = 200;
/** Names of hosts, templates and guests are shorter; longer ones are not even looked up. */
const nameLimit = 64;

/**
 * Reads one typed value. Names and numbers are normalised, free text stays as typed. Refuses control and direction
 * characters everywhere, and what is no name, number, size or choice, with the bounds.
 * @param taken names that a suggested new name must not repeat
 */
export function readValue(
  parameter: Parameter,
  raw: string,
  taken: readonly string[],
): Outcome<string | number | boolean> {
  if (isDeceiving(raw)) return refused(refuse("value.characters", { name: labelOf(parameter), typed: shown(raw) }));
  switch (parameter.kind) {
    case "integer":
      return integer(parameter, fold(raw));
    case "job":
      return integer(parameter, fold(raw).replace(/^#/, ""));
    case "size":
      return size(parameter, fold(raw));
    case "thing":
      return name(parameter, fold(raw).replace(/^#/, ""));
    case "new-name":
      return newName(raw, taken);
    case "word":
      return choice(parameter, fold(raw));
    case "flag":
      return accepted(true);
    case "file":
      return refused(refuse("value.file", { name: labelOf(parameter) }));
    case "text":
      return text(parameter, raw);
    case "moment":
      return moment(parameter, raw);
    case "past":
      return isPast(raw)
        ? accepted(raw.trim())
        : refused(refuse("past.invalid", { name: labelOf(parameter), typed: shown(raw) }));
    case "guest":
    case "host":
    case "template":
      return name(parameter, fold(raw));
  }
}

function integer(parameter: Parameter, typed: string): Outcome<number> {
  if (!/^[+-]?\d{1,15}$/.test(typed))
    return refused(refuse("value.integer", { name: labelOf(parameter), typed: shown(typed) }));
  return within(parameter, Number(typed), typed, "value.range");
}

/** The units that people type after a size, as factors of MiB: here as everywhere, a GB of memory is 1024 MB. */
const unitsInMiB: ReadonlyMap<string, number> = new Map([
  ["m", 1],
  ["g", 1024],
  ["t", 1_048_576],
]);
export const sizeUnit = /^[mgt](?:i?b)?$/;

function size(parameter: Parameter, typed: string): Outcome<number> {
  const match = /^([+-]?\d{1,9}(?:\.\d{1,3})?)\s*([mgt](?:i?b)?)?$/.exec(typed);
  if (match === null) return refused(refuse("value.size", { name: labelOf(parameter), typed: shown(typed) }));
  const unit = (match[2] ?? parameter.unit ?? "M").charAt(0).toLowerCase();
  const mebibytes = Math.ceil(Number(match[1]) * (unitsInMiB.get(unit) ?? 1));
  return within(parameter, mebibytes, typed, "value.size_range");
}

function within(parameter: Parameter, value: number, typed: string, code: string): Outcome<number> {
  const minimum = parameter.minimum ?? 1;
  const maximum = parameter.maximum ?? Number.MAX_SAFE_INTEGER;
  if (value >= minimum && value <= maximum) return accepted(value);
  return refused(refuse(code, { name: labelOf(parameter), typed: shown(typed), minimum, maximum }));
}

function newName(raw: string, taken: readonly string[]): Outcome<string> {
  const typed = fold(raw);
  if (guestNameSchema.safeParse(typed).success) return accepted(typed);
  return refused(refuse("name.invalid", { typed: shown(raw), suggestion: freeName(typed, taken) }));
}

function choice(parameter: Parameter, typed: string): Outcome<string> {
  const meant = parameter.aliases?.find(([alias]) => alias === typed)?.[1] ?? typed;
  const choices = parameter.choices ?? [];
  if (choices.length === 0 || choices.includes(meant)) return name(parameter, meant);
  const near = nearest(typed, choices, 1)[0];
  return refused(wordRefusal(parameter, typed, choices, near));
}

const wordRefusal = (
  parameter: Parameter,
  typed: string,
  choices: readonly string[],
  near: string | undefined,
): Refusal =>
  refuse("value.word", {
    name: labelOf(parameter),
    typed: shown(typed),
    choices: choices.join(", "),
    ...(near === undefined ? {} : { near }),
  });

function name(parameter: Parameter, typed: string): Outcome<string> {
  if (typed.length > 0 && typed.length <= nameLimit) return accepted(typed);
  return refused(refuse("value.long", { name: labelOf(parameter), limit: nameLimit, length: typed.length }));
}

/** Whether it is a time at all; which one depends on when it is and on other values. */
function moment(parameter: Parameter, raw: string): Outcome<string> {
  const read = readMoment(raw, { now: () => 0, timeZone: "UTC" }, { edge: "begin" });
  if (read.ok) return accepted(raw.trim());
  return refused(refuse("moment.invalid", { name: labelOf(parameter), typed: shown(raw) }));
}

function text(parameter: Parameter, typed: string): Outcome<string> {
  const limit = parameter.limit ?? textLimit;
  if (typed.length <= limit) return accepted(typed);
  return refused(refuse("value.long", { name: labelOf(parameter), limit, length: typed.length }));
}
