import type { Command, Parameter } from "../../handlers/kit/definition.ts";
import { quoted } from "../../handlers/kit/format-line.ts";

/** Values of a typed command's options by their names, as Discord gives them. */
export type OptionValues = Readonly<Record<string, string | number | boolean>>;

/**
 * The line that says what was chosen and typed; the parser reads just these values from it. Words stand in their
 * places as long as none is left out before them, and are named like options otherwise.
 */
export function lineOf(command: Command, values: OptionValues): string {
  const given = (parameter: Parameter): string | undefined => {
    const value = Object.hasOwn(values, parameter.name) ? values[parameter.name] : undefined;
    if (value === undefined || value === false || parameter.kind === "file") return undefined;
    return value === true && parameter.kind === "flag" ? "" : String(value);
  };
  const words = command.parameters.filter(({ place }) => place === "positional");
  // Where no verb is typed, a first word could be taken for one.
  const firstGap = words.findIndex((parameter) => given(parameter) === undefined);
  const placed =
    command.verb === "" && command.family !== "help" ? [] : words.slice(0, firstGap < 0 ? undefined : firstGap);
  const rest = placed.at(-1)?.rest === true ? placed.at(-1) : undefined;
  const named = command.parameters.filter((parameter) => !placed.includes(parameter));
  const inPlace = (parameter: Parameter): string[] => [quoted(given(parameter) ?? "")];
  return [
    `/${command.family}`,
    ...(command.verb === "" ? [] : [command.verb]),
    ...placed.filter((parameter) => parameter !== rest).flatMap(inPlace),
    ...named.flatMap((parameter) => {
      const value = given(parameter);
      if (value === undefined) return [];
      return parameter.kind === "flag" ? [`--${parameter.name}`] : [`--${parameter.name}`, quoted(value)];
    }),
    ...(rest === undefined ? [] : inPlace(rest)),
  ].join(" ");
}

/** The line of a command that there is no more, so that it is answered as a misspelt one. */
export const unknownLine = (family: string, subcommand: string | undefined): string =>
  [`/${family}`, ...(subcommand === undefined ? [] : [quoted(subcommand)])].join(" ");
