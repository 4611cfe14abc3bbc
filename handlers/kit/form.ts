import type { Problem } from "./arguments.ts";
import { fold } from "./characters.ts";
import { candidates } from "./complete.ts";
import type { Command, Parameter } from "./definition.ts";
import { ownGuests } from "./directory.ts";
import { fieldLabel, formWords, problemText, topProblem, unknownChoice } from "./form-words.ts";
import { allowedCommands } from "./help.ts";
import { surveyLine } from "./line.ts";
import type { Context } from "./ports.ts";
import { verbText } from "./usage.ts";

/** One thing to fill in. All words already in one language. */
export interface FormField {
  /** The parameter's name. */
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** choice: one of `choices`; check: yes or no; long: several lines; file: to be attached. */
  readonly kind: "text" | "long" | "number" | "choice" | "check" | "file";
  readonly required: boolean;
  /** What was typed, as it was typed; for a check "yes". */
  readonly initial?: string;
  readonly choices?: readonly string[];
  /** What is wrong with what was typed. */
  readonly problem?: string;
}

/** A form for one verb, made from its definition; platforms show it as a modal. */
export interface Form {
  /** Family and verb with a space between, as registry and forms know it: "vm create", "me ". */
  readonly command: string;
  /** "/vm create" */
  readonly title: string;
  /** What was wrong with the line as a whole; absent where nothing was typed yet. */
  readonly problem?: string;
  readonly fields: readonly FormField[];
  readonly send: string;
  readonly cancel: string;
}

/** What was filled in: by parameter name; a check is "yes" or absent, what is empty is absent, no files. */
export type Filled = Readonly<Record<string, string>>;

/** The name by which forms know a verb. */
export const formName = ({ family, verb }: Command): string => `${family} ${verb}`;
export const commandOfForm = (name: string, registry: readonly Command[]): Command | undefined =>
  registry.find((command) => formName(command) === name);

/**
 * The form for a line in which something is missing or wrong, filled with what was typed. Undefined where the line is
 * whole, asks for help, or holds no verb that this person may use and that takes anything.
 * @param attached the parameters for which a file came with the line
 */
export function formFor(
  line: string,
  context: Context,
  registry: readonly Command[],
  attached: readonly string[] = [],
): Form | undefined {
  const taken = ownGuests(context).map(({ guest }) => guest.name);
  const files = Object.fromEntries(attached.map((name) => [name, { name, content: new Uint8Array() }]));
  const read = surveyLine(line, registry, taken, files);
  if (read.kind !== "verb" || read.survey.problems.length === 0) return undefined;
  const { command, survey } = read;
  if (command.parameters.length === 0 || !allowedCommands(context, registry).includes(command)) return undefined;
  // Who typed only the verb did nothing wrong yet.
  const problems = survey.typed.size === 0 && survey.problems.every(isMissing) ? [] : survey.problems;
  const top = problems.filter(({ parameter }) => parameter === undefined);
  return {
    command: formName(command),
    title: verbText(command),
    ...(top.length === 0 ? {} : { problem: topProblem(top, context) }),
    fields: command.parameters.map((parameter) => {
      const value = survey.values[parameter.name];
      const read = typeof value === "object" || value === undefined ? undefined : String(value);
      const problem = problems.find((one) => one.parameter === parameter);
      return fieldFor(parameter, { typed: survey.typed.get(parameter.name), read, problem }, context);
    }),
    send: formWords.send[context.language],
    cancel: formWords.cancel[context.language],
  };
}

const isMissing = ({ refusal }: Problem) =>
  ["line.argument_missing", "line.one_missing", "value.file"].includes(refusal.code);

interface Typed {
  readonly typed: string | undefined;
  /** Its normal form, where it could be read. */
  readonly read: string | undefined;
  readonly problem: Problem | undefined;
}

function fieldFor(parameter: Parameter, { typed, read, problem }: Typed, context: Context): FormField {
  const choices = candidates(parameter, context);
  const choice = choices.length > 0;
  const chosen = typed === undefined ? undefined : choices.find((one) => one === (read ?? fold(typed)));
  const initial = choice ? chosen : parameter.kind === "flag" ? read && "yes" : typed;
  const unknown = choice && read !== undefined && chosen === undefined;
  const refusal = problem?.refusal ?? (unknown ? unknownChoice(parameter, read, choices) : undefined);
  return {
    name: parameter.name,
    label: fieldLabel(parameter, context),
    hint: parameter.text[context.language],
    kind: choice ? "choice" : plainKind(parameter),
    required: parameter.required,
    ...(initial === undefined || initial === "" ? {} : { initial }),
    ...(choice ? { choices } : {}),
    ...(refusal === undefined ? {} : { problem: problemText(refusal, context, parameter) }),
  };
}

function plainKind({ kind }: Parameter): FormField["kind"] {
  if (kind === "integer") return "number";
  if (kind === "flag") return "check";
  return kind === "file" ? "file" : "text";
}
