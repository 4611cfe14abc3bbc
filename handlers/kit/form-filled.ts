import type { Refusal } from "../../protocol/refusal.ts";
import { missing } from "./arguments.ts";
import type { Command, Parameter, Values } from "./definition.ts";
import { ownGuests } from "./directory.ts";
import { commandOfForm, type Filled } from "./form.ts";
import { problemText } from "./form-words.ts";
import { parseLine } from "./line.ts";
import { lineOf } from "./passing.ts";
import type { Context } from "./ports.ts";
import { readValue } from "./values.ts";

const typedOf = ({ name }: Parameter, filled: Filled): string =>
  (Object.hasOwn(filled, name) ? filled[name] : "") ?? "";

/** The line that says what was filled in; the parser reads just these values from it. Undefined for an unknown verb. */
export function lineOfForm(name: string, filled: Filled, registry: readonly Command[]): string | undefined {
  const command = commandOfForm(name, registry);
  return command === undefined ? undefined : lineOf(command, valuesOf(command, filled));
}

function valuesOf(command: Command, filled: Filled): Values {
  const values = command.parameters.flatMap((parameter): [string, string | true][] => {
    const typed = typedOf(parameter, filled);
    if (typed === "" || parameter.kind === "file") return [];
    return [[parameter.name, parameter.kind === "flag" ? true : typed]];
  });
  return Object.fromEntries(values);
}

/**
 * What is wrong with what was filled in, by parameter name, all that can be told from it alone: none where the line
 * made of it will be read.
 * @param attached the parameters for which a file came with the form
 */
export function problemsOfForm(
  name: string,
  filled: Filled,
  context: Context,
  registry: readonly Command[],
  attached: readonly string[],
): Readonly<Record<string, string>> {
  const command = commandOfForm(name, registry);
  if (command === undefined) return {};
  const taken = ownGuests(context).map(({ guest }) => guest.name);
  const wrong = command.parameters.flatMap((parameter): [Parameter, Refusal][] => {
    const refusal = wrongWith(parameter, command, filled, attached, taken);
    return refusal === undefined ? [] : [[parameter, refusal]];
  });
  if (wrong.length === 0) wrong.push(...wrongTogether(command, filled, registry, attached));
  return Object.fromEntries(
    wrong.map(([parameter, refusal]) => [parameter.name, problemText(refusal, context, parameter)]),
  );
}

function wrongWith(
  parameter: Parameter,
  command: Command,
  filled: Filled,
  attached: readonly string[],
  taken: readonly string[],
): Refusal | undefined {
  const typed = typedOf(parameter, filled);
  const given = parameter.kind === "file" ? attached.includes(parameter.name) : typed !== "";
  if (!given) return parameter.required || precedesOne(parameter, command, filled) ? missing(parameter) : undefined;
  if (parameter.kind === "file") return undefined;
  const value = readValue(parameter, typed, taken);
  return value.ok ? undefined : value.refusal;
}

/** Words of a line are told apart by their place: one that is left out would be taken from those after it. */
function precedesOne(parameter: Parameter, command: Command, filled: Filled): boolean {
  const words = command.parameters.filter(({ place }) => place === "positional");
  const at = words.indexOf(parameter);
  return at >= 0 && words.slice(at + 1).some((later) => typedOf(later, filled) !== "");
}

/** What no field is to blame for alone (too much of it together) is said at the longest. */
function wrongTogether(
  command: Command,
  filled: Filled,
  registry: readonly Command[],
  attached: readonly string[],
): readonly [Parameter, Refusal][] {
  const files = Object.fromEntries(attached.map((name) => [name, { name, content: new Uint8Array() }]));
  const parsed = parseLine(lineOf(command, valuesOf(command, filled)), registry, [], files);
  const [longest] = [...command.parameters].sort((a, b) => typedOf(b, filled).length - typedOf(a, filled).length);
  return parsed.kind === "problem" && longest !== undefined ? [[longest, parsed.refusal]] : [];
}
