import type { Refusal } from "../../protocol/refusal.ts";
import type { Command, ErasedActionCommand, Parameter, Values } from "./definition.ts";
import { formatLine, sizeValue } from "./format-line.ts";

/** The line that asks for the nearest request that would pass; undefined where none would or none is known. */
export function passingLineOf(
  command: ErasedActionCommand,
  input: unknown,
  refusal: Refusal,
  host?: string,
): string | undefined {
  const changes = Object.entries(refusal.passing ?? {}).filter(([key]) => key !== "line");
  if (changes.length === 0 || typeof input !== "object" || input === null) return undefined;
  return command.line({ ...input, ...Object.fromEntries(changes) }, host);
}

/** Codes that name something nearest, the number it stands in, and the kind of parameter that it belongs to. */
const nearer: Readonly<Record<string, readonly [number: string, kind: Parameter["kind"]]>> = {
  "guest.unknown": ["near", "guest"],
  "guest.ambiguous": ["hosts", "host"],
  "host.unknown": ["near", "host"],
  "template.unknown": ["near", "template"],
};

/** The line as it was typed, with the first of the things that were probably meant in its place. */
export function lineInstead(command: Command, values: Values, refusal: Refusal): string | undefined {
  const [number, kind] = nearer[refusal.code] ?? [];
  const parameter = command.parameters.find((one) => one.kind === kind);
  const best = number === undefined ? undefined : refusal.numbers[number];
  if (parameter === undefined || typeof best !== "string") return undefined;
  return lineOf(command, { ...values, [parameter.name]: best.split(", ")[0] });
}

/** A verb and its values as a line; the parser reads the same values from it. */
export function lineOf(command: Command, values: Values): string {
  const typed = ({ name, kind }: Parameter) => {
    const value = values[name];
    return kind === "size" && typeof value === "number" ? sizeValue(value) : value;
  };
  const of = (place: Parameter["place"]) => command.parameters.filter((parameter) => parameter.place === place);
  const words = of("positional").map((parameter) => String(typed(parameter) ?? ""));
  const options = of("option").map((parameter) => [parameter.name, typed(parameter)] as const);
  const verb = command.verb === "" ? [command.family] : [command.family, command.verb];
  return formatLine([...verb, ...words.filter((word) => word !== "")], Object.fromEntries(options));
}
