import type { Refusal } from "../../protocol/refusal.ts";
import { type Command, labelOf, type Parameter } from "./definition.ts";
import type { Reader } from "./ports.ts";
import { refusalReply } from "./refusals.ts";
import type { Reply } from "./reply.ts";

const words = {
  example: { ja: "例:", en: "For example:" },
};

/** The verb as it is typed: /vm create, /me. */
export const verbText = (command: Command): string =>
  command.verb === "" ? `/${command.family}` : `/${command.family} ${command.verb}`;

/** A parameter as a usage line shows it. */
export function parameterText(parameter: Parameter): string {
  const upper = parameter.name.toUpperCase();
  if (parameter.kind === "file") return parameter.required ? `${upper}(file)` : `[${upper}(file)]`;
  const plain =
    parameter.place === "positional"
      ? upper
      : parameter.kind === "flag"
        ? `--${parameter.name}`
        : `--${parameter.name} ${upper}`;
  return parameter.required ? plain : `[${plain}]`;
}

/** /vm create TEMPLATE NAME [--cpu CPU] … */
export const usageText = (command: Command): string =>
  [verbText(command), ...command.parameters.map(parameterText)].join(" ");

/** What was wrong with a line, and a line that is right: the one that was meant, else the verb's first example. */
export function usageReply(refusal: Refusal, reader: Reader, command?: Command): Reply {
  const reply = refusalReply(refusal, reader);
  if (command === undefined || reply.code !== undefined) return reply;
  const parameter = command.parameters.find((one) => labelOf(one) === refusal.numbers["name"]);
  const about = parameter === undefined ? [] : [`${labelOf(parameter)}: ${parameter.text[reader.language]}`];
  return {
    ...reply,
    text: [...(reply.text ?? []), ...about, usageText(command), words.example[reader.language]],
    code: exampleFor(command, parameter),
  };
}

/** The first example that shows the option in question, else the first. */
function exampleFor(command: Command, parameter: Parameter | undefined): string {
  const shows = (example: string) => parameter?.place === "option" && example.includes(`--${parameter.name}`);
  return command.examples.find(shows) ?? command.examples[0];
}
