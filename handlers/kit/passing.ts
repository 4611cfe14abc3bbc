import type { Refusal } from "../../protocol/refusal.ts";
import type { Command, ErasedActionCommand, Parameter, Values } from "./definition.ts";
import { formatLine, quoted, sizeValue } from "./format-line.ts";

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

/** A verb and its values as a line; the parser reads the same values from it. Files are not part of a line. */
export function lineOf(command: Command, values: Values): string {
  const typed = ({ name, kind }: Parameter): string | number | boolean | undefined => {
    const value = values[name];
    if (typeof value === "object") return undefined;
    return kind === "size" && typeof value === "number" ? sizeValue(value) : value;
  };
  const words = (which: readonly Parameter[]) =>
    which.map((parameter) => String(typed(parameter) ?? "")).filter((word) => word !== "");
  const positionals = command.parameters.filter(({ place }) => place === "positional");
  const options = command.parameters.filter(({ place }) => place === "option");
  const verb = command.verb === "" ? [command.family] : [command.family, ...command.verb.split(" ")];
  const line = formatLine(
    [...verb, ...words(positionals.filter(({ rest }) => rest !== true))],
    Object.fromEntries(options.map((parameter) => [parameter.name, typed(parameter)])),
  );
  // What takes the rest of the line would take the options too.
  return [line, ...words(positionals.filter(({ rest }) => rest === true)).map(quoted)].join(" ");
}
