import type { Command } from "./definition.ts";
import type { Context } from "./ports.ts";

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

export type FormFor = (line: string, context: Context, registry: readonly Command[]) => Form | undefined;
export type LineOfForm = (command: string, filled: Filled, registry: readonly Command[]) => string | undefined;
export type FormProblems = (
  command: string,
  filled: Filled,
  context: Context,
  registry: readonly Command[],
  attached: readonly string[],
) => Readonly<Record<string, string>>;
