import type { Command } from "../../handlers/kit/definition.ts";
import type { Desk } from "../chat/desk.ts";
import type { Option, Typed } from "./incoming.ts";
import { lineOf, type OptionValues, unknownLine } from "./line.ts";
import { commandNamed } from "./subcommands.ts";
import type { Whence } from "./whence.ts";

type Data = Typed["data"];

interface TypedParts {
  readonly prefix: string;
  readonly commands: readonly Command[];
}

const subcommandType = 1;
const groupType = 2;
const attachmentType = 11;
/** As an arrival takes it; the parser refuses less. */
const longestLine = 8000;

/** Which verb was typed, and its options. */
function verbOf({ name, options }: Data, { prefix, commands }: TypedParts) {
  const family = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const group = options?.find(({ type }) => type === groupType);
  const nested = (group === undefined ? options : group.options)?.find(({ type }) => type === subcommandType);
  const own: readonly Option[] = (nested === undefined ? options : nested.options) ?? [];
  const subcommand = group === undefined ? nested?.name : [group.name, nested?.name ?? ""].join(" ").trim();
  return { family, subcommand, own, command: commandNamed(family, subcommand, commands) };
}

/** The line that a typed command stands for, and its files: by field, Discord's ids. */
export function typedLine(
  data: Data,
  parts: TypedParts,
): { readonly line: string; readonly files: readonly (readonly [string, string])[] } {
  const { family, subcommand, own, command } = verbOf(data, parts);
  const given = own.flatMap(({ name, type, value }) =>
    value === undefined || value === null ? [] : [{ name, type, value }],
  );
  const files = given.flatMap(({ name, type, value }) =>
    type === attachmentType ? [[name, String(value)] as const] : [],
  );
  const values: OptionValues = Object.fromEntries(
    given.filter(({ type }) => type !== attachmentType).map(({ name, value }) => [name, value]),
  );
  const line = command === undefined ? unknownLine(family, subcommand) : lineOf(command, values);
  return { line: line.slice(0, longestLine), files };
}

/** What could stand for the option that is being typed. */
export function candidatesFor(
  data: Data,
  whence: Pick<Whence, "identity" | "language">,
  parts: TypedParts & { readonly desk: Desk },
): readonly string[] {
  const { own, command } = verbOf(data, parts);
  const focused = own.find((option) => option.focused === true);
  if (focused === undefined || command === undefined) return [];
  const { identity, language } = whence;
  const about = { identity, ...(language === undefined ? {} : { language }) };
  return parts.desk.candidates(about, `${command.family} ${command.verb}`, focused.name, String(focused.value ?? ""));
}
